package dev.lethe.examples;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.translate.TranslateException;
import dev.lethe.training.trainer.PrivateTrainer;
import dev.lethe.training.trainer.PrivateTraining;
import dev.lethe.training.trainer.PublicData;
import java.io.IOException;
import java.nio.file.Path;

/** {@link PlainDigits} with three other lines, at epsilon 3 for each image's writer. */
public final class PrivateDigits {
  public static void main(String[] args) throws IOException, TranslateException {
    try (Model model = Digits.model()) {
      ArrayDataset train = Digits.images(Path.of(args[0]), model.getNDManager(), 0, 8000);
      ArrayDataset test = Digits.images(Path.of(args[0]), model.getNDManager(), 8000, 10_000);
      var privacy = PrivateTraining.builder("mnist-8000", 8000, 3).delta(1e-5).epochs(8).build();
      try (PrivateTrainer trainer = PrivateTrainer.of(model, Digits.config(), privacy)) {
        trainer.initialize(new Shape(1, 784));
        trainer.fit(train, new PublicData(test, "MNIST, LeCun et al. 1998"));
      }
      model.save(Path.of(args[1]), "digits");
    }
  }
}
