package dev.lethe.privacy.mechanism;

import java.util.Arrays;

/**
 * Releases a clipped sum with the privacy of {@code Gaussian(noiseMultiplier)}: its output is a
 * post-processing of the sum plus a continuous Gaussian whose standard deviation is at least the
 * noise multiplier times the L2 sensitivity, but for the noise source's stated distance per value.
 *
 * <p>The sum is rounded to the grid, which moves it by at most half a step per coordinate and so
 * adds {@code step * sqrt(d)} to its sensitivity; then {@code round(N(0, s^2))} grid steps are
 * added to each coordinate in integer arithmetic. An integer plus a rounded Gaussian is the
 * rounding of that integer plus the Gaussian, hence the post-processing.
 *
 * <p>Privacy map: L2 sensitivity {@code C (1 + eta) + step sqrt(d) + 2 E} of the {@link ClippedSum}
 * under add-or-remove-one or zero-out, to the event {@code Gaussian(noiseMultiplier)}. Under
 * replace-one the same sum moves by twice as much, and the event is {@code Gaussian(noiseMultiplier
 * / 2)}.
 *
 * <p>Used by one thread at a time, as its noise source is.
 */
public final class GridGaussianMechanism {
  // Far beyond any clipped sum; clamping is non-expansive, so it costs no privacy and never leaks
  // through an exception.
  private static final double LARGEST = 0x1p62;

  private final double noiseMultiplier;
  private final NoiseGrid grid;
  private final NoiseSource noise;
  // Kept between calls, and zero between them: a fresh array a step is most of the step's garbage.
  private long[] steps = new long[0];

  /**
   * @param noiseMultiplier standard deviation over sensitivity, finite and positive
   * @param grid the public grid
   * @param noise where the noise comes from; stays owned by the caller
   */
  public GridGaussianMechanism(double noiseMultiplier, NoiseGrid grid, NoiseSource noise) {
    if (!(noiseMultiplier > 0) || Double.isInfinite(noiseMultiplier)) {
      throw new IllegalArgumentException(
          "noise multiplier must be finite and positive, got " + noiseMultiplier);
    }
    this.noiseMultiplier = noiseMultiplier;
    this.grid = grid;
    this.noise = noise;
  }

  /** The standard deviation of the noise on a sum with these bounds, rounded up. */
  public double standardDeviation(double clippingNorm, double normSlack, double floatError) {
    return Math.nextUp(noiseMultiplier * grid.sensitivity(clippingNorm, normSlack, floatError));
  }

  /**
   * The sum with fresh noise, on the grid.
   *
   * @throws IllegalArgumentException if the sum's dimension is not the grid's, or the noise is less
   *     than one grid step or more than the source can draw
   * @throws IllegalStateException if the sum holds a value that is not a number, against the
   *     promise of {@link ClippedSum}
   */
  public PrivatizedGradient privatize(ClippedSum sum) {
    if (sum.dimension() != grid.dimension()) {
      throw new IllegalArgumentException(
          "the sum has dimension " + sum.dimension() + ", the grid " + grid.dimension());
    }
    double deviation = standardDeviation(sum.clippingNorm(), sum.normSlack(), sum.floatError());
    if (steps.length != sum.dimension()) {
      steps = new long[sum.dimension()];
    }
    try {
      // The step is a power of two: dividing by it is exact, and so is multiplying by its inverse.
      noise.fillRoundedGaussian(deviation / grid.step(), steps);
      return new PrivatizedGradient(noised(sum.values()), deviation);
    } finally {
      Arrays.fill(steps, 0);
    }
  }

  /**
   * {@code step (n + z)} for the nearest integer n and the drawn z, correctly rounded: both are
   * exact as doubles, their sum is rounded once, and so is a function of the integer {@code n + z}.
   */
  private double[] noised(double[] values) {
    double step = grid.step();
    double inverse = 1 / step;
    double[] released = new double[values.length];
    long magnitudes = 0;
    for (int i = 0; i < values.length; i++) {
      double rounded = Math.rint(values[i] * inverse);
      if (Double.isNaN(rounded)) {
        throw new IllegalStateException("a clipped sum holds a value that is not a number");
      }
      double clamped = rounded > LARGEST ? LARGEST : rounded < -LARGEST ? -LARGEST : rounded;
      long drawn = steps[i];
      magnitudes |= drawn ^ (drawn >> 63);
      released[i] = (clamped + drawn) * step;
    }
    if (magnitudes >= 1L << 53) {
      throw new IllegalStateException("a noise source drew more than a double holds exactly");
    }
    return released;
  }
}
