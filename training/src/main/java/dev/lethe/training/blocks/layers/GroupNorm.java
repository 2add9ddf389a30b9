package dev.lethe.training.blocks.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Normalises each example's groups of channels by their own mean and variance, then scales and
 * shifts each channel (Wu and He 2018). No example sees another. Inputs are {@code [examples,
 * channels, ...]}.
 */
public final class GroupNorm extends AbstractBlock {
  private static final byte VERSION = 1;
  private static final int EACH_CHANNEL = 0;

  private final int groups;
  private final float epsilon;
  private final Parameter gamma;
  private final Parameter beta;

  private GroupNorm(int groups, float epsilon) {
    super(VERSION);
    this.groups = groups;
    this.epsilon = epsilon;
    this.gamma =
        addParameter(Parameter.builder().setName("gamma").setType(Parameter.Type.GAMMA).build());
    this.beta =
        addParameter(Parameter.builder().setName("beta").setType(Parameter.Type.BETA).build());
  }

  /**
   * @param groups divides the number of channels
   * @param epsilon added to the variance
   */
  public static GroupNorm of(int groups, float epsilon) {
    if (groups < 1 || !(epsilon > 0)) {
      throw new IllegalArgumentException("groups are at least 1 and epsilon is positive");
    }
    return new GroupNorm(groups, epsilon);
  }

  /** Every channel is a group of its own: instance normalisation (Ulyanov et al. 2016). */
  public static GroupNorm instanceNorm(float epsilon) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon is positive");
    }
    return new GroupNorm(EACH_CHANNEL, epsilon);
  }

  /** Scale of each channel. */
  public Parameter gamma() {
    return gamma;
  }

  /** Shift of each channel. */
  public Parameter beta() {
    return beta;
  }

  /** The input normalised, before scale and shift. */
  public NDArray normalized(NDArray x) {
    Shape shape = x.getShape();
    long channels = shape.get(1);
    long parts = groups == EACH_CHANNEL ? channels : groups;
    long width = shape.size() / shape.get(0) / parts;
    NDArray rows = x.reshape(shape.get(0), parts, width);
    Shape each = new Shape(width);
    return rows.getNDArrayInternal()
        .layerNorm(rows, each, x.getManager().ones(each), x.getManager().zeros(each), epsilon)
        .singletonOrThrow()
        .reshape(shape);
  }

  /** A channel's values as they stand beside an input of this shape. */
  public static NDArray beside(NDArray perChannel, Shape input) {
    long[] extents = new long[input.dimension() - 1];
    java.util.Arrays.fill(extents, 1);
    extents[0] = perChannel.size();
    return perChannel.reshape(new Shape(extents));
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    NDArray scale = store.getValue(gamma, x.getDevice(), training);
    NDArray shift = store.getValue(beta, x.getDevice(), training);
    return new NDList(
        normalized(x).mul(beside(scale, x.getShape())).add(beside(shift, x.getShape())));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }

  @Override
  protected void prepare(Shape[] inputs) {
    long channels = inputs[0].get(1);
    if (groups != EACH_CHANNEL && channels % groups != 0) {
      throw new IllegalArgumentException(
          "GroupNorm: " + groups + " groups do not divide " + channels + " channels");
    }
    gamma.setShape(new Shape(channels));
    beta.setShape(new Shape(channels));
  }
}
