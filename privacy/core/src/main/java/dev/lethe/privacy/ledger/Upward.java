package dev.lethe.privacy.ledger;

/** Arithmetic on non-negative costs whose result is never below the exact one. */
final class Upward {
  private Upward() {}

  /** {@code a + b}, rounded up unless exact; a sum beyond the doubles saturates. */
  static double sum(double a, double b) {
    double sum = a + b;
    // TwoSum: the rounding error of a + b is itself a double, so "exact" can be decided.
    double bPart = sum - a;
    double error = (a - (sum - bPart)) + (b - bPart);
    return saturate(error > 0 || Double.isNaN(error) ? Math.nextUp(sum) : sum);
  }

  /** {@code a * b}, rounded up; zero only if a factor is. */
  static double product(double a, double b) {
    return a == 0 || b == 0 ? 0 : saturate(Math.nextUp(a * b));
  }

  static double[] times(double[] costs, double factor) {
    double[] result = new double[costs.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = product(costs[i], factor);
    }
    return result;
  }

  static double[] plusTimes(double[] sums, double[] costs, long times) {
    double[] result = new double[sums.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = sum(sums[i], product((double) times, costs[i]));
    }
    return result;
  }

  /** JSON has no infinity; the largest double pays for nothing just as well. */
  private static double saturate(double value) {
    return Math.min(value, Double.MAX_VALUE);
  }
}
