package dev.lethe.training.djl;

import java.util.Arrays;

/** {@code min(1, C / norm)} for all groups alike (Abadi et al. 2016). */
record FlatClipping(double norm, int groups) implements ClippingFunction {
  FlatClipping {
    Squares.requireNorm(norm, groups);
  }

  @Override
  public void weigh(double[] squaredNorms, double[] weights) {
    // C over an infinite norm is 0.
    double weight = Math.min(1, norm / Math.sqrt(Squares.total(squaredNorms, groups)));
    Arrays.fill(weights, weight);
  }
}
