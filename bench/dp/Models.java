import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.nn.transformer.IdEmbedding;
import ai.djl.util.Pair;
import dev.lethe.training.blocks.layers.LoraLinear;
import dev.lethe.training.blocks.layers.Residual;
import dev.lethe.training.blocks.layers.SelfAttention;
import dev.lethe.training.blocks.layers.TransformerEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The models of the comparison as DJL blocks, the same as in models.py, with weights from there. */
final class Models {
  static final int COLUMNS = 26;
  static final int ROWS = 2000;
  static final int VECTOR = 16;
  static final int WIDTH = 128;
  static final int HEADS = 4;
  static final int HIDDEN = 512;
  static final int RANK = 8;

  /**
   * A model.
   *
   * @param block without values
   * @param input shape of one record
   * @param classes how many
   * @param batch records of a step
   */
  record Model(Block block, Shape input, int classes, int batch) {

    /** Paths of code that acts per example. */
    Set<String> asserted() {
      Set<String> paths = new HashSet<>();
      walk(block, "", paths);
      return paths;
    }

    private static void walk(Block block, String path, Set<String> found) {
      if (block instanceof LambdaBlock || block instanceof ParallelBlock) {
        found.add(path);
      }
      for (Pair<String, Block> child : block.getChildren()) {
        walk(child.getValue(), path.isEmpty() ? child.getKey() : path + "/" + child.getKey(), found);
      }
    }

    /** Gives all parameters, frozen ones too, the values of the file, in order. */
    void initialize(NDManager manager, Path weights) throws IOException {
      block.initialize(manager, DataType.FLOAT32, new Shape(batch).addAll(input));
      FloatBuffer values =
          ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      for (Pair<String, Parameter> p : block.getParameters()) {
        NDArray array = p.getValue().getArray();
        float[] own = new float[Math.toIntExact(array.size())];
        values.get(own);
        array.set(FloatBuffer.wrap(own));
      }
      if (values.hasRemaining()) {
        throw new IllegalArgumentException(weights + " holds more values than the model");
      }
    }
  }

  private Models() {}

  static Model of(String name) {
    return switch (name) {
      case "mlp" ->
          new Model(
              new SequentialBlock()
                  .add(linear(512))
                  .add(Activation.reluBlock())
                  .add(linear(512))
                  .add(Activation.reluBlock())
                  .add(linear(10)),
              new Shape(784),
              10,
              256);
      case "cnn" ->
          new Model(
              new SequentialBlock()
                  .add(convolution(16, 8, 2, 3))
                  .add(Activation.tanhBlock())
                  .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(1, 1)))
                  .add(convolution(32, 4, 2, 0))
                  .add(Activation.tanhBlock())
                  .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(1, 1)))
                  .add(Blocks.batchFlattenBlock())
                  .add(linear(32))
                  .add(Activation.tanhBlock())
                  .add(linear(10)),
              new Shape(1, 28, 28),
              10,
              256);
      case "encoder" -> new Model(encoder(false), new Shape(64, WIDTH), 10, 32);
      case "tabular" -> new Model(tabular(), new Shape(COLUMNS), 2, 128);
      case "lora" -> new Model(encoder(true), new Shape(64, WIDTH), 10, 32);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Linear linear(int units) {
    return Linear.builder().setUnits(units).build();
  }

  private static Conv2d convolution(int filters, int kernel, int stride, int padding) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(kernel, kernel))
        .optStride(new Shape(stride, stride))
        .optPadding(new Shape(padding, padding))
        .build();
  }

  private static Block encoder(boolean lora) {
    SequentialBlock block = new SequentialBlock();
    for (int layer = 0; layer < 2; layer++) {
      block.add(lora ? adapted() : TransformerEncoder.preNorm(WIDTH, HEADS, HIDDEN));
    }
    return block.add(LambdaBlock.singleton(x -> x.mean(new int[] {1}), "mean")).add(linear(10));
  }

  private static Block adapted() {
    SequentialBlock forward =
        new SequentialBlock()
            .add(norm())
            .add(frozen(linear(HIDDEN)))
            .add(Activation.geluBlock())
            .add(frozen(linear(WIDTH)));
    SelfAttention attention =
        SelfAttention.of(HEADS, adapter(), adapter(), adapter(), adapter());
    return new SequentialBlock()
        .add(Residual.of(new SequentialBlock().add(norm()).add(attention)))
        .add(Residual.of(forward));
  }

  private static Block norm() {
    return frozen(LayerNorm.builder().axis(2).build());
  }

  private static Block adapter() {
    return LoraLinear.of(linear(WIDTH), RANK, 2 * RANK);
  }

  private static Block frozen(Block block) {
    block.freezeParameters(true);
    return block;
  }

  private static Block tabular() {
    ParallelBlock tables = new ParallelBlock(Models::joined);
    for (int c = 0; c < COLUMNS; c++) {
      int column = c;
      tables.add(
          new SequentialBlock()
              .add(LambdaBlock.singleton(x -> x.get(":, " + column), "column"))
              .add(new IdEmbedding.Builder().setDictionarySize(ROWS).setEmbeddingSize(VECTOR).build()));
    }
    return new SequentialBlock()
        .add(tables)
        .add(linear(256))
        .add(Activation.reluBlock())
        .add(linear(128))
        .add(Activation.reluBlock())
        .add(linear(2));
  }

  private static NDList joined(List<NDList> branches) {
    NDList all = new NDList();
    for (NDList branch : branches) {
      NDArray x = branch.singletonOrThrow();
      all.add(x.reshape(x.getShape().get(0), VECTOR));
    }
    return new NDList(ai.djl.ndarray.NDArrays.concat(all, 1));
  }
}
