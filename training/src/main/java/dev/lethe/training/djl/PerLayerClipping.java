package dev.lethe.training.djl;

import dev.lethe.spec.ClippingSpec;
import java.util.Arrays;

/** {@code min(1, C_l / norm_l)} for each group l, where the squares of the C_l add up to C's. */
final class PerLayerClipping implements ClippingFunction {
  private final double norm;
  private final double[] norms;

  /**
   * @param norm C
   * @param wanted a norm for each group, whose root of squares may exceed C by rounding only
   */
  private PerLayerClipping(double norm, double[] wanted) {
    Squares.requireNorm(norm, wanted.length);
    this.norm = norm;
    this.norms = new double[wanted.length];
    double squares = 0;
    for (double one : wanted) {
      Squares.requireNorm(one, 1);
      squares += one * one;
    }
    // Never less than the true root of the sum of squares.
    double root = Math.sqrt(squares) * (1 + (wanted.length + 8) * 0x1p-52);
    if (!(root <= norm * (1 + 1e-8))) {
      throw new IllegalArgumentException(
          "the norms of the layers are " + root + " together, more than " + norm);
    }
    double scale = Math.min(1, norm / root) * (1 - 0x1p-50);
    for (int i = 0; i < norms.length; i++) {
      norms[i] = wanted[i] * scale;
    }
  }

  static PerLayerClipping of(ClippingSpec.PerLayer spec, int groups) {
    if (spec.norms().isEmpty()) {
      Squares.requireNorm(spec.norm(), groups);
      double[] equal = new double[groups];
      Arrays.fill(equal, spec.norm() / Math.sqrt(groups));
      return new PerLayerClipping(spec.norm(), equal);
    }
    if (spec.norms().size() != groups) {
      throw new IllegalArgumentException(
          "the model has " + groups + " layers, and there are norms for " + spec.norms().size());
    }
    return new PerLayerClipping(
        spec.norm(), spec.norms().stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Override
  public double norm() {
    return norm;
  }

  @Override
  public int groups() {
    return norms.length;
  }

  @Override
  public void weigh(double[] squaredNorms, double[] weights) {
    if (!Double.isFinite(Squares.total(squaredNorms, norms.length))) {
      Arrays.fill(weights, 0);
      return;
    }
    for (int i = 0; i < norms.length; i++) {
      weights[i] = Math.min(1, norms[i] / Math.sqrt(squaredNorms[i]));
    }
  }
}
