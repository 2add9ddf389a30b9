package dev.lethe.training.djl;

/** Tells whether values are all finite, without a branch for each: every step asks of many. */
public final class FiniteValues {
  private FiniteValues() {}

  /** Whether none of the values [from, to) is infinite or not a number. */
  public static boolean all(float[] values, int from, int to) {
    // Zero times a finite value is a zero, zero times any other is not a number, and sums keep
    // that.
    // Several sums, as the next addition to one has to wait for the last.
    float first = 0;
    float second = 0;
    float third = 0;
    float fourth = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      first += 0 * values[i];
      second += 0 * values[i + 1];
      third += 0 * values[i + 2];
      fourth += 0 * values[i + 3];
    }
    for (; i < to; i++) {
      first += 0 * values[i];
    }
    return first + second + third + fourth == 0;
  }

  /** Whether none of the values is infinite or not a number. */
  public static boolean all(float[] values) {
    return all(values, 0, values.length);
  }
}
