package dev.lethe.privacy.mechanism;

/**
 * The public power-of-two grid that sums and noise are rounded to, and the L2 sensitivity that
 * follows from it.
 *
 * @param step gamma, a power of two
 * @param dimension number of parameters, d
 */
public record NoiseGrid(double step, long dimension) {
  public NoiseGrid {
    if (!(step > 0) || Double.isInfinite(step) || step != Math.scalb(1.0, Math.getExponent(step))) {
      throw new IllegalArgumentException("the grid step must be a power of two, got " + step);
    }
    if (dimension < 1) {
      throw new IllegalArgumentException("the dimension must be at least 1, got " + dimension);
    }
  }

  /**
   * The largest power of two with {@code step * sqrt(dimension) <= 2^-20 * clippingNorm}, so that
   * rounding costs less than a millionth of the noise.
   */
  public static NoiseGrid forClippingNorm(double clippingNorm, long dimension) {
    if (!(clippingNorm > 0) || Double.isInfinite(clippingNorm)) {
      throw new IllegalArgumentException("clipping norm must be finite and positive");
    }
    double most = Math.scalb(clippingNorm, -20) / Math.sqrt((double) dimension);
    return new NoiseGrid(Math.scalb(1.0, Math.getExponent(most)), dimension);
  }

  /**
   * Rule 1: {@code C (1 + eta) + gamma sqrt(d) + 2 E}, rounded up.
   *
   * @param clippingNorm C
   * @param normSlack eta
   * @param floatError E
   */
  public double sensitivity(double clippingNorm, double normSlack, double floatError) {
    double rounding = Math.nextUp(step * Math.nextUp(Math.sqrt((double) dimension)));
    double clipped = Math.nextUp(clippingNorm * Math.nextUp(1 + normSlack));
    return Math.nextUp(Math.nextUp(clipped + rounding) + 2 * floatError);
  }
}
