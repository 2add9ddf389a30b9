package dev.lethe.privacy.mechanism;

/**
 * Draws independent integers distributed as {@code round(N(0, s^2))}, within a stated statistical
 * distance per value, from a cryptographically secure generator.
 *
 * <p>Implementations are used by one thread at a time.
 */
public interface NoiseSource extends AutoCloseable {

  /**
   * Fills the whole array.
   *
   * @param standardDeviation s in grid steps, finite, at least 1
   * @param out receives one draw per element
   */
  void fillRoundedGaussian(double standardDeviation, long[] out);

  /**
   * Upper bound on the total variation distance of one value from the exact law, given ideal random
   * bits.
   */
  double distancePerValue();

  /** Names the random generator and the sampler, for the report. */
  String description();

  @Override
  void close();
}
