package dev.lethe.privacy.mechanism;

/**
 * Releases a clipped sum with Gaussian noise on an integer grid; costs {@code
 * Gaussian(noiseMultiplier)} for neighbours that differ in one unit's presence, because the
 * released value is a post-processing of the rounded sum plus continuous Gaussian noise of standard
 * deviation {@code noiseMultiplier} times its L2 sensitivity.
 *
 * <p>The sum is rounded to the grid, which moves it by at most {@code gamma sqrt(d)} between
 * neighbours; that is part of the sensitivity. Then {@code round(N(0, s^2))} is added as integers,
 * so no float rounding meets the noise.
 */
public final class GridGaussianMechanism {
  /** Sums beyond this many grid steps are refused, so that adding noise cannot overflow. */
  private static final double MOST_STEPS = 0x1p61;

  private final double noiseMultiplier;
  private final NoiseGrid grid;
  private final NoiseSource noise;

  /**
   * @param noiseMultiplier standard deviation over sensitivity, finite and positive
   * @param grid the public grid
   * @param noise draws the noise
   */
  public GridGaussianMechanism(double noiseMultiplier, NoiseGrid grid, NoiseSource noise) {
    if (!(noiseMultiplier > 0) || Double.isInfinite(noiseMultiplier)) {
      throw new IllegalArgumentException("noise multiplier must be finite and positive");
    }
    this.noiseMultiplier = noiseMultiplier;
    this.grid = grid;
    this.noise = noise;
  }

  /** The noise's standard deviation for sums with these bounds, rounded up. */
  public double standardDeviation(double clippingNorm, double normSlack, double floatError) {
    return Math.nextUp(noiseMultiplier * grid.sensitivity(clippingNorm, normSlack, floatError));
  }

  /**
   * Adds the noise.
   *
   * @throws IllegalArgumentException if the sum has another dimension than the grid
   */
  public PrivatizedGradient privatize(ClippedSum sum) {
    if (sum.dimension() != grid.dimension()) {
      throw new IllegalArgumentException(
          "the sum has " + sum.dimension() + " values, the grid is for " + grid.dimension());
    }
    double deviation =
        standardDeviation(sum.clippingNorm(), sum.normSlack(), sum.floatError()) / grid.step();
    long[] draws = new long[sum.dimension()];
    noise.fillRoundedGaussian(deviation, draws);
    double[] values = sum.values();
    double[] released = new double[draws.length];
    for (int i = 0; i < draws.length; i++) {
      // Dividing by a power of two is exact, so this is the nearest grid point.
      double steps = Math.rint(values[i] / grid.step());
      if (!(Math.abs(steps) < MOST_STEPS)) {
        throw new IllegalStateException(
            "a clipped sum lies outside the grid: clipping or masking failed");
      }
      released[i] = (double) Math.addExact((long) steps, draws[i]) * grid.step();
    }
    return new PrivatizedGradient(released);
  }
}
