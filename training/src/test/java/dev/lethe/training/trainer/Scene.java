package dev.lethe.training.trainer;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.dataset.ArrayDataset;
import java.nio.file.Path;
import java.util.Random;

/** A DJL program's model and data: three classes by the greatest of linear scores. */
final class Scene {
  static final int INPUTS = 5;
  static final int CLASSES = 3;
  static final int POPULATION = 1500;

  private Scene() {}

  static Model model() {
    Model model = Model.newInstance("scene", "PyTorch");
    model.setBlock(
        new SequentialBlock()
            .add(Linear.builder().setUnits(8).build())
            .add(Activation.tanhBlock())
            .add(Linear.builder().setUnits(CLASSES).build()));
    return model;
  }

  static ArrayDataset data(NDManager manager, int examples, long seed) {
    Random random = new Random(seed);
    float[] features = new float[examples * INPUTS];
    int[] labels = new int[examples];
    for (int e = 0; e < examples; e++) {
      for (int i = 0; i < INPUTS; i++) {
        features[e * INPUTS + i] = (float) random.nextGaussian();
      }
      for (int c = 1; c < CLASSES; c++) {
        if (features[e * INPUTS + c] > features[e * INPUTS + labels[e]]) {
          labels[e] = c;
        }
      }
    }
    return new ArrayDataset.Builder()
        .setData(manager.create(features, new Shape(examples, INPUTS)))
        .optLabels(manager.create(labels, new Shape(examples)))
        .setSampling(64, true)
        .build();
  }

  static PrivateTraining.Builder training(Path home) {
    return PrivateTraining.builder("scene", POPULATION, 8)
        .delta(1e-5)
        .expectedBatch(150)
        .ledgerWindow(4)
        .home(home);
  }
}
