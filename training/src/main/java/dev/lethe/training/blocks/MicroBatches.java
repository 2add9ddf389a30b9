package dev.lethe.training.blocks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Any block at all, one record at a time, with the engine's own gradients of the parameters: a
 * record's gradient cannot depend on another record, as no other is in its pass. It rests on the
 * engine repeating its results, which is checked, and on the block keeping nothing from call to
 * call.
 *
 * <p>The block's own parameters are written over while this object lives, and put back on close.
 */
final class MicroBatches implements RowProgram {
  private final Engine engine;
  private final NDManager manager;
  private final PrivateBlock block;
  private final Shape input;
  private final RowLoss loss;
  private final List<Site> sites = new ArrayList<>();
  private final float[] before;

  MicroBatches(Engine engine, NDManager manager, PrivateBlock block, Shape input, RowLoss loss) {
    this.engine = engine;
    this.manager = manager;
    this.block = block;
    this.input = input;
    this.loss = loss;
    this.before = block.values();
    List<TrainedParameter> parameters = block.parameters();
    for (int p = 0; p < parameters.size(); p++) {
      sites.add(new Site.Scale(Site.NONE, p, 1, parameters.get(p).size(), 1));
      parameters.get(p).parameter().getArray().setRequiresGradient(true);
    }
    requireStill();
  }

  /** Refuses, anywhere in the tree, what is not private even alone. */
  static void requireSafe(Block block, String path) {
    Twins.refuse(block, path);
    for (Pair<String, Parameter> p : block.getDirectParameters()) {
      Parameter.Type type = p.getValue().getType();
      if (type == Parameter.Type.RUNNING_MEAN || type == Parameter.Type.RUNNING_VAR) {
        throw new PrivatizationException(
            path + "/" + p.getKey(),
            "it follows the data without noise and without a charge",
            "Replace the block by one without running statistics");
      }
    }
    for (Pair<String, Block> child : block.getChildren()) {
      requireSafe(child.getValue(), path.isEmpty() ? child.getKey() : path + "/" + child.getKey());
    }
  }

  /** A parameter that is not trained must not change when data pass by. */
  private void requireStill() {
    List<float[]> values = allValues();
    RowBatch batch = new RowBatch(1, inputWidth(), targetWidth());
    makeUp(new Random(1), batch, 0);
    float[] ignored = new float[dimension()];
    gradient(batch, 0, ignored);
    List<float[]> after = allValues();
    for (int i = 0; i < values.size(); i++) {
      if (!Arrays.equals(values.get(i), after.get(i))) {
        throw new PrivatizationException(
            block.slots().get(i).parameter().getName(),
            "it changes when data pass through the block, without noise and without a charge",
            "Replace the block by one that keeps nothing of its inputs");
      }
    }
  }

  private List<float[]> allValues() {
    return block.slots().stream().map(s -> s.parameter().getArray().toFloatArray()).toList();
  }

  @Override
  public int dimension() {
    return block.dimension();
  }

  @Override
  public int inputWidth() {
    return Math.toIntExact(input.size());
  }

  @Override
  public int targetWidth() {
    return loss.targetWidth();
  }

  @Override
  public List<Site> sites() {
    return List.copyOf(sites);
  }

  @Override
  public void load(float[] parameters) {
    block.setValues(parameters);
  }

  @Override
  public Trace run(int rows, RowBatch batch) {
    List<FloatBuffer> gradients = new ArrayList<>();
    List<Trace.Values> values = new ArrayList<>();
    for (TrainedParameter p : block.parameters()) {
      int bytes = Math.multiplyExact(Math.multiplyExact(rows, p.size()), Float.BYTES);
      ByteBuffer room = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      gradients.add(room.asFloatBuffer());
      // A bias reads no activation.
      values.add(new Trace.Values(room, room));
    }
    float[] flat = new float[dimension()];
    for (int row = 0; row < rows; row++) {
      if (batch.lossWeights().get(row) == 0) {
        continue;
      }
      gradient(batch, row, flat);
      for (int i = 0; i < gradients.size(); i++) {
        TrainedParameter p = block.parameters().get(i);
        gradients.get(i).put(row * p.size(), flat, p.offset(), p.size());
      }
    }
    return new Kept(values);
  }

  private void gradient(RowBatch batch, int row, float[] flat) {
    try (NDManager one = manager.newSubManager();
        GradientCollector collector = engine.newGradientCollector()) {
      NDArray x = one.create(values(batch.inputs(), row, inputWidth()), shape());
      NDArray target =
          one.create(values(batch.targets(), row, targetWidth()), new Shape(1, targetWidth()));
      NDArray weight = one.create(values(batch.lossWeights(), row, 1), new Shape(1, 1));
      NDArray output =
          block
              .block()
              .forward(new ParameterStore(one, false), new NDList(x), true)
              .singletonOrThrow();
      collector.backward(loss.sum(output, target, weight));
      for (TrainedParameter p : block.parameters()) {
        try (NDArray gradient = p.parameter().getArray().getGradient()) {
          System.arraycopy(gradient.toFloatArray(), 0, flat, p.offset(), p.size());
          // The engine adds to what stands there; a difference would keep a NaN.
          gradient.set(new NDIndex("..."), 0);
        }
      }
    }
  }

  private Shape shape() {
    return new Shape(1).addAll(input);
  }

  private static float[] values(FloatBuffer all, int row, int width) {
    float[] values = new float[width];
    all.get(row * width, values);
    return values;
  }

  @Override
  public void makeUp(Random random, RowBatch batch, int row) {
    FloatBuffer inputs = batch.inputs();
    for (int i = row * inputWidth(); i < (row + 1) * inputWidth(); i++) {
      inputs.put(i, (float) random.nextGaussian());
    }
    for (int i = row * targetWidth(); i < (row + 1) * targetWidth(); i++) {
      batch.targets().put(i, 0);
    }
    loss.put(batch.targets(), row, random.nextInt(loss.classes()));
    batch.lossWeights().put(row, 1);
  }

  @Override
  public float[] makeUpParameters(Random random) {
    float[] values = before.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (0.1 * random.nextGaussian());
    }
    return values;
  }

  @Override
  public boolean readsMeasurements() {
    return true;
  }

  @Override
  public void close() {
    block.setValues(before);
    manager.close();
  }

  private record Kept(List<Values> values) implements Trace {
    @Override
    public void close() {}
  }
}
