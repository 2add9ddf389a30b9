package dev.lethe.examples;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.nio.file.Path;

/** A program that trains with DJL, and protects nobody. */
public final class PlainDigits {
  public static void main(String[] args) throws IOException, TranslateException {
    try (Model model = Digits.model()) {
      ArrayDataset train = Digits.images(Path.of(args[0]), model.getNDManager(), 0, 8000);
      ArrayDataset test = Digits.images(Path.of(args[0]), model.getNDManager(), 8000, 10_000);
      try (Trainer trainer = model.newTrainer(Digits.config())) {
        trainer.initialize(new Shape(1, 784));
        EasyTrain.fit(trainer, 8, train, test);
      }
      model.save(Path.of(args[1]), "digits");
    }
  }
}
