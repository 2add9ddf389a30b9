package dev.lethe.data.learn;

/**
 * Sums with noise, released: whatever is computed from them costs nothing more.
 *
 * @param values the noisy sums
 * @param scale scale of the discrete Laplace noise; the standard deviation is about its root 2
 */
public record NoisyCounts(long[] values, double scale) {
  public NoisyCounts {
    values = values.clone();
  }

  /** A copy of the sums. */
  @Override
  public long[] values() {
    return values.clone();
  }

  /** One noisy sum. */
  public long value(int at) {
    return values[at];
  }

  /** Number of sums. */
  public int size() {
    return values.length;
  }
}
