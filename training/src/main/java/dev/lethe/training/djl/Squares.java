package dev.lethe.training.djl;

/** Sums of squared norms. */
final class Squares {
  private Squares() {}

  /** The sum over all groups; infinite where any is not finite, or not a squared norm at all. */
  static double total(double[] squaredNorms, int groups) {
    if (squaredNorms.length != groups) {
      throw new IllegalArgumentException(
          "there are " + groups + " parameter groups, and norms of " + squaredNorms.length);
    }
    double total = 0;
    boolean usable = true;
    for (double square : squaredNorms) {
      usable &= square >= 0;
      total += square;
    }
    return usable ? total : Double.POSITIVE_INFINITY;
  }

  /** Refuses a C that the proof does not cover: no product with it under- or overflows. */
  static void requireNorm(double norm, int groups) {
    if (!(norm >= 1e-30 && norm <= 1e30)) {
      throw new IllegalArgumentException("the clipping norm must be in [1e-30, 1e30], got " + norm);
    }
    if (groups < 1 || groups > ClippingFunction.MOST_GROUPS) {
      throw new IllegalArgumentException("there must be from 1 to 2^20 parameter groups");
    }
  }
}
