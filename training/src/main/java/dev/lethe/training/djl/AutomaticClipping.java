package dev.lethe.training.djl;

import java.util.Arrays;

/** {@code C / (norm + stability)} for all groups alike, also above 1 (Bu et al. 2023, AUTO-S). */
record AutomaticClipping(double norm, double stability, int groups) implements ClippingFunction {
  AutomaticClipping {
    Squares.requireNorm(norm, groups);
    if (!(stability >= 1e-30 && stability <= 1e30)) {
      throw new IllegalArgumentException(
          "the stability constant must be in [1e-30, 1e30], got " + stability);
    }
  }

  @Override
  public void weigh(double[] squaredNorms, double[] weights) {
    double total = Squares.total(squaredNorms, groups);
    Arrays.fill(weights, norm / (Math.sqrt(total) + stability));
  }
}
