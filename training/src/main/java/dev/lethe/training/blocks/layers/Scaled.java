package dev.lethe.training.blocks.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * An array times a constant, with the right gradient.
 *
 * <p>{@link NDArray#mul(Number)} and {@link NDArray#div(Number)} hand the engine a view of Java
 * memory which its backward pass reads when that memory may be another's. So a constant in a
 * forward pass has to be an array of the engine's own.
 */
public final class Scaled {
  private Scaled() {}

  /** All values times the factor. */
  public static NDArray times(NDArray x, double factor) {
    // Without a gradient nothing is kept for later, so that here a number does no harm.
    try (NDArray one = x.getManager().ones(new Shape(1))) {
      NDArray constant = one.mul((float) factor);
      return x.mul(constant);
    }
  }
}
