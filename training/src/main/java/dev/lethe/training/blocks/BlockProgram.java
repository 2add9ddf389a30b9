package dev.lethe.training.blocks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A private block in the engine: one forward pass, and one backward pass over activations only.
 *
 * <p>Rows are padded to full lanes, and so are the matrices: vectorised kernels treat an incomplete
 * block differently, which would make a row's result depend on its place.
 */
public final class BlockProgram implements RowProgram {
  private static final Object ONE_COLLECTOR_AT_A_TIME = new Object();

  private final Engine engine;
  private final NDManager manager;
  private final PrivateBlock block;
  private final Weights weights;
  private final Shape input;
  private final RowLoss loss;
  private final List<Site> sites;
  private final int vocabulary;

  /**
   * @param engine the engine
   * @param manager owned by this object from now on
   * @param block the model
   * @param input shape of one record
   * @param loss of one record
   */
  public BlockProgram(
      Engine engine, NDManager manager, PrivateBlock block, Shape input, RowLoss loss) {
    this.engine = engine;
    this.manager = manager;
    this.block = block;
    this.weights = new Weights(manager.newSubManager(), block.slots());
    this.input = input;
    this.loss = loss;
    try (EngineTrace dry =
        (EngineTrace) run(LANE, new RowBatch(LANE, inputWidth(), targetWidth()))) {
      this.sites = dry.sites();
    }
    requireUsed(block.parameters(), sites);
    this.vocabulary = vocabulary(sites, inputWidth());
  }

  private static void requireUsed(List<TrainedParameter> parameters, List<Site> sites) {
    for (int p = 0; p < parameters.size(); p++) {
      int parameter = p;
      if (sites.stream().noneMatch(s -> s.weight() == parameter || s.bias() == parameter)) {
        throw new PrivatizationException(
            parameters.get(p).path(),
            "the parameter is trained and never used",
            "Freeze it, or take its block out");
      }
    }
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
    return sites;
  }

  @Override
  public void load(float[] parameters) {
    weights.load(parameters, block.parameters());
  }

  @Override
  public Trace run(int rows, RowBatch batch) {
    if (rows % QUARTER_LANE != 0 || rows > batch.rows()) {
      throw new IllegalArgumentException(
          "a pass takes whole quarters of lanes of its batch, got " + rows);
    }
    synchronized (ONE_COLLECTOR_AT_A_TIME) {
      NDManager pass = manager.newSubManager();
      try (GradientCollector collector = engine.newGradientCollector()) {
        return run(pass, collector, rows, batch);
      } catch (RuntimeException failure) {
        pass.close();
        throw failure;
      }
    }
  }

  private Trace run(NDManager manager, GradientCollector collector, int rows, RowBatch batch) {
    Pass pass = new Pass(manager, weights, rows);
    NDArray x = upload(manager, batch.inputBytes(rows), shape(rows));
    NDArray output = block.twin().forward(pass, new NDList(x)).head();
    NDArray targets = upload(manager, batch.targetBytes(rows), new Shape(rows, loss.targetWidth()));
    NDArray lossWeights = upload(manager, batch.lossWeightBytes(rows), new Shape(rows, 1));
    collector.backward(loss.sum(output, targets, lossWeights));
    List<Site> recorded = new ArrayList<>();
    List<Trace.Values> values = new ArrayList<>();
    for (Pass.Use use : pass.uses()) {
      recorded.add(use.site());
      values.add(new Trace.Values(bytes(use.activation()), gradient(manager, use)));
    }
    return new EngineTrace(manager, recorded, values);
  }

  private static ByteBuffer gradient(NDManager manager, Pass.Use use) {
    NDArray gradient = use.leaf().getGradient();
    gradient.attach(manager);
    return bytes(gradient);
  }

  private static ByteBuffer bytes(NDArray array) {
    return array.toByteBuffer(true).order(ByteOrder.nativeOrder());
  }

  private Shape shape(int rows) {
    return new Shape(rows).addAll(input);
  }

  /** A copy in the engine's own, aligned memory: kernels may differ where alignment does. */
  private static NDArray upload(NDManager manager, ByteBuffer values, Shape shape) {
    try (NDArray unaligned = manager.create(values, shape, DataType.FLOAT32)) {
      return unaligned.duplicate();
    }
  }

  @Override
  public void makeUp(Random random, RowBatch batch, int row) {
    FloatBuffer inputs = batch.inputs();
    for (int i = row * inputWidth(); i < (row + 1) * inputWidth(); i++) {
      inputs.put(i, vocabulary > 0 ? random.nextInt(vocabulary) : (float) random.nextGaussian());
    }
    FloatBuffer targets = batch.targets();
    for (int i = row * targetWidth(); i < (row + 1) * targetWidth(); i++) {
      targets.put(i, 0);
    }
    loss.put(targets, row, random.nextInt(loss.classes()));
    batch.lossWeights().put(row, 1);
  }

  @Override
  public float[] makeUpParameters(Random random) {
    float[] values = new float[dimension()];
    for (TrainedParameter p : block.parameters()) {
      long first = p.shape().dimension() > 1 ? p.shape().get(0) : 1;
      double scale = 1 / Math.sqrt((double) p.size() / first);
      for (int i = p.offset(); i < p.offset() + p.size(); i++) {
        values[i] = (float) (scale * random.nextGaussian());
      }
    }
    return values;
  }

  @Override
  public boolean readsMeasurements() {
    return vocabulary == 0;
  }

  /** Rows of the smallest table where one is read from the inputs; 0 where none is. */
  private static int vocabulary(List<Site> sites, int inputWidth) {
    return sites.stream()
        .filter(site -> site instanceof Site.Embedding)
        .mapToInt(site -> ((Site.Embedding) site).rows())
        .min()
        .orElse(0);
  }

  /** Arrays alive in the engine on behalf of this object. */
  public int managedArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    manager.close();
  }

  private record EngineTrace(NDManager manager, List<Site> sites, List<Values> values)
      implements Trace {
    @Override
    public void close() {
      manager.close();
    }
  }
}
