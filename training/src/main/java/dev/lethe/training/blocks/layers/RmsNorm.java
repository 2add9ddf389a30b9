package dev.lethe.training.blocks.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Divides each position's last axis by its root mean square, then scales it (Zhang and Sennrich
 * 2019). No example sees another.
 */
public final class RmsNorm extends AbstractBlock {
  private static final byte VERSION = 1;

  private final float epsilon;
  private final Parameter gamma;

  private RmsNorm(float epsilon) {
    super(VERSION);
    this.epsilon = epsilon;
    this.gamma =
        addParameter(Parameter.builder().setName("gamma").setType(Parameter.Type.GAMMA).build());
  }

  /**
   * @param epsilon added to the mean square
   */
  public static RmsNorm of(float epsilon) {
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon is positive");
    }
    return new RmsNorm(epsilon);
  }

  /** Scale of each value of the last axis. */
  public Parameter gamma() {
    return gamma;
  }

  /** The input normalised, before the scale. */
  public NDArray normalized(NDArray x) {
    int last = x.getShape().dimension() - 1;
    NDArray square = x.mul(x).mean(new int[] {last}, true);
    return x.div(square.add(epsilon).sqrt());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray x = inputs.singletonOrThrow();
    return new NDList(normalized(x).mul(store.getValue(gamma, x.getDevice(), training)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }

  @Override
  protected void prepare(Shape[] inputs) {
    gamma.setShape(new Shape(inputs[0].get(inputs[0].dimension() - 1)));
  }
}
