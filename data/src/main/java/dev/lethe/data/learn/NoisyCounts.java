package dev.lethe.data.learn;

import java.util.Arrays;

/**
 * Sums with noise, released: whatever is computed from them costs nothing more. What very much
 * noise took beyond plus or minus 2^53 is cut off there, so that every JSON reader sees the same
 * number.
 *
 * @param values the noisy sums
 * @param scale scale of the discrete Laplace noise; the standard deviation is about its root 2
 */
public record NoisyCounts(long[] values, double scale) {
  private static final long MOST_INTEGER = (1L << 53) - 1;

  public NoisyCounts {
    values =
        Arrays.stream(values)
            .map(v -> Math.max(-MOST_INTEGER, Math.min(MOST_INTEGER, v)))
            .toArray();
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
