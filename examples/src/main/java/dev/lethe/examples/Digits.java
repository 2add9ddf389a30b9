package dev.lethe.examples;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Model, configuration and data of a DJL program, shared by its plain and its private form. */
final class Digits {
  private static final int PIXELS = 784;

  private Digits() {}

  static Model model() {
    Model model = Model.newInstance("digits", "PyTorch");
    model.setBlock(
        new SequentialBlock()
            .add(Linear.builder().setUnits(32).build())
            .add(Activation.tanhBlock())
            .add(Linear.builder().setUnits(10).build()));
    return model;
  }

  static DefaultTrainingConfig config() {
    return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
        .optDevices(new Device[] {Device.cpu()})
        .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1)).build())
        .addEvaluator(new Accuracy());
  }

  /** Images from one index to before another, of MNIST's ten thousand. */
  static ArrayDataset images(Path folder, NDManager manager, int from, int to) throws IOException {
    byte[] pixels = unpacked(folder.resolve("mnist-t10k-images-idx3-ubyte.gz"), 16);
    byte[] digits = unpacked(folder.resolve("mnist-t10k-labels-idx1-ubyte.gz"), 8);
    float[] values = new float[(to - from) * PIXELS];
    int[] labels = new int[to - from];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[from * PIXELS + i] & 0xff) / 255f;
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = digits[from + i];
    }
    return new ArrayDataset.Builder()
        .setData(manager.create(values, new Shape(to - from, PIXELS)))
        .optLabels(manager.create(labels))
        .setSampling(500, true)
        .build();
  }

  private static byte[] unpacked(Path file, int header) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(header);
      return in.readAllBytes();
    }
  }
}
