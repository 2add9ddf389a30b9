package dev.lethe.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import dev.lethe.data.UnitTable;
import dev.lethe.training.blocks.PrivateBlock;
import dev.lethe.training.blocks.RowLoss;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A block with a head of three classes, and what its records look like.
 *
 * @param body without a head
 * @param input shape of one record
 * @param vocabulary records hold numbers below this, or measurements where it is 0
 */
record BlockCase(String name, Supplier<Block> body, Shape input, int vocabulary) {
  static final RowLoss LOSS = new RowLoss.Softmax(3);

  @Override
  public String toString() {
    return name;
  }

  /** A new block with seeded values, none of them zero. */
  Block build(NDManager manager, long seed) {
    Block block =
        new SequentialBlock()
            .add(body.get())
            .add(Blocks.batchFlattenBlock())
            .add(Activation.tanhBlock())
            .add(Linear.builder().setUnits(3).build());
    block.initialize(manager, DataType.FLOAT32, new Shape(2).addAll(input));
    Random random = new Random(seed);
    for (Pair<String, Parameter> p : block.getParameters()) {
      Shape shape = p.getValue().getShape();
      double scale =
          1 / Math.sqrt((double) shape.size() / (shape.dimension() > 1 ? shape.get(0) : 1));
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (scale * random.nextGaussian());
      }
      try (NDArray copy = manager.create(values, shape)) {
        copy.copyTo(p.getValue().getArray());
      }
    }
    return block;
  }

  ClippedGradients open(DjlEngine engine, Block block, ClippingRules rules) {
    return ClippedGradients.open(
        engine, PrivateBlock.privatize(block, BlockCases.ASSERTED), input, LOSS, rules);
  }

  UnitTable units(long seed, int units, int most) {
    Random random = new Random(seed);
    int width = Math.toIntExact(input.size());
    int[] firstRow = new int[units + 1];
    for (int u = 0; u < units; u++) {
      firstRow[u + 1] = firstRow[u] + 1 + random.nextInt(most);
    }
    float[] features = new float[firstRow[units] * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = vocabulary > 0 ? random.nextInt(vocabulary) : (float) random.nextGaussian();
    }
    byte[] ids = new byte[units * UnitTable.ID_BYTES];
    random.nextBytes(ids);
    int[] labels = IntStream.range(0, firstRow[units]).map(r -> random.nextInt(3)).toArray();
    return new UnitTable(ids, firstRow, width, features, labels);
  }

  static NDList one(NDManager manager, UnitTable data, int row, Shape input) {
    float[] values =
        java.util.Arrays.copyOfRange(data.features(), row * data.width(), (row + 1) * data.width());
    return new NDList(manager.create(values, new Shape(1).addAll(input)));
  }
}
