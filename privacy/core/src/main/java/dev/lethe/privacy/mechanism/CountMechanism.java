package dev.lethe.privacy.mechanism;

/**
 * Releases a {@link CentredCount} with the privacy of {@code Gaussian(2 * standardDeviation)}: its
 * output is a post-processing of the count plus a continuous Gaussian, but for the noise source's
 * stated distance of one value.
 *
 * <p>Privacy map: sensitivity 1/2 under add-or-remove-one or zero-out, to the event above (Andrew
 * et al. 2021). The count is an integer number of grid steps, so nothing is rounded but the noise.
 */
public final class CountMechanism {
  /** The least and the largest standard deviation that can be drawn. */
  public static final double LEAST = 0x1p-11;

  public static final double MOST = ExactRoundedGaussian.MAX_STANDARD_DEVIATION * 0x1p-11;

  private static final long STEPS_PER_HALF = 1 << 10;
  private static final double STEPS_PER_UNIT = 2.0 * STEPS_PER_HALF;

  private final double standardDeviation;
  private final NoiseSource noise;

  /**
   * @param standardDeviation of the noise, in units
   * @param noise where the noise comes from; stays owned by the caller
   */
  public CountMechanism(double standardDeviation, NoiseSource noise) {
    if (!(standardDeviation >= LEAST && standardDeviation <= MOST)) {
      throw new IllegalArgumentException(
          "the noise on a count must be from 2^-11 to 2^34 units, got " + standardDeviation);
    }
    this.standardDeviation = standardDeviation;
    this.noise = noise;
  }

  /** The count with fresh noise. */
  public PrivatizedCount privatize(CentredCount count) {
    long[] draw = new long[1];
    // A product with a power of two is exact.
    noise.fillRoundedGaussian(standardDeviation * STEPS_PER_UNIT, draw);
    long steps = Math.addExact(count.halves() * STEPS_PER_HALF, draw[0]);
    draw[0] = 0;
    return new PrivatizedCount(steps / STEPS_PER_UNIT);
  }
}
