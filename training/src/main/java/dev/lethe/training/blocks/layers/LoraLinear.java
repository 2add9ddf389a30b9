package dev.lethe.training.blocks.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.util.PairList;

/**
 * A frozen affine map plus a trained one of low rank (Hu et al. 2021): {@code base(x) + alpha / r B
 * A x}. B begins at zero, so that nothing changes before the first step.
 */
public final class LoraLinear extends AbstractBlock {
  private static final byte VERSION = 1;

  private final Linear base;
  private final int rank;
  private final float scale;
  private final Parameter down;
  private final Parameter up;

  private LoraLinear(Linear base, int rank, float alpha) {
    super(VERSION);
    this.base = addChildBlock("base", base);
    this.rank = rank;
    this.scale = alpha / rank;
    this.down = addParameter(weight("loraA"));
    this.up = addParameter(weight("loraB"));
    down.setInitializer(new XavierInitializer());
    up.setInitializer(Initializer.ZEROS);
    base.freezeParameters(true);
  }

  private static Parameter weight(String name) {
    return Parameter.builder().setName(name).setType(Parameter.Type.WEIGHT).build();
  }

  /**
   * @param base is frozen by this
   * @param rank r
   * @param alpha what is learned counts alpha / r times
   */
  public static LoraLinear of(Linear base, int rank, float alpha) {
    if (rank < 1 || !(alpha > 0) || !Float.isFinite(alpha)) {
      throw new IllegalArgumentException("rank is at least 1, alpha is positive and finite");
    }
    return new LoraLinear(base, rank, alpha);
  }

  /** The frozen map. */
  public Linear base() {
    return base;
  }

  /** A, {@code [rank, inputs]}. */
  public Parameter down() {
    return down;
  }

  /** B, {@code [outputs, rank]}. */
  public Parameter up() {
    return up;
  }

  /** alpha / r. */
  public float scale() {
    return scale;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray a = store.getValue(down, x.getDevice(), training);
    NDArray b = store.getValue(up, x.getDevice(), training);
    NDArray learned = Linear.linear(Linear.linear(x, a).singletonOrThrow(), b).singletonOrThrow();
    NDArray fixed = base.forward(store, inputs, training).singletonOrThrow();
    return new NDList(fixed.add(Scaled.times(learned, scale)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return base.getOutputShapes(inputs);
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    base.initialize(manager, type, inputs);
  }

  @Override
  protected void prepare(Shape[] inputs) {
    long width = inputs[0].get(inputs[0].dimension() - 1);
    long outputs = Shapes.through(base, new Shape(1, width)).get(1);
    down.setShape(new Shape(rank, width));
    up.setShape(new Shape(outputs, rank));
  }
}
