package dev.lethe.privacy.accounting;

/** An upper bound on the chance that a binomial variable is at least a threshold. */
final class BinomialTail {
  private static final int TERMS = 1 << 16;
  private static final double MARGIN = 1 + 0x1p-30;

  private BinomialTail() {}

  /**
   * {@code P[Binomial(trials, p) >= threshold]}, rounded up; 1 where the threshold is not beyond
   * the mean. Stirling's formula with Robbins' bounds for the first term, ratios for the next ones
   * and a geometric series for the rest.
   */
  static double atLeast(long threshold, long trials, double p) {
    if (threshold > trials) {
      return 0;
    }
    double above = threshold;
    double ratio = ratio(above, trials, p);
    if (threshold == 0 || p == 1 || !(ratio < 1)) {
      return 1;
    }
    double first = threshold == trials ? power(trials, p) : pointMass(threshold, trials, p);
    double term = 1;
    double sum = 0;
    for (int i = 0; i < TERMS && term > 1e-17 * sum; i++) {
      sum += term;
      ratio = ratio(above++, trials, p);
      term *= ratio;
    }
    double tail = first * (sum + term / (1 - ratio)) * MARGIN;
    return Math.min(1, tail + Double.MIN_NORMAL);
  }

  /** Probability of one more than {@code above} over that of {@code above}. */
  private static double ratio(double above, double trials, double p) {
    return Math.max(0, trials - above) / (above + 1) * (p / (1 - p)) * (1 + 0x1p-50);
  }

  private static double power(double trials, double p) {
    double log = trials * StrictMath.log(p);
    return StrictMath.exp(log * (1 - 0x1p-50));
  }

  private static double pointMass(double hits, double trials, double p) {
    double misses = trials - hits;
    double surplus = Math.abs(hits - trials * p);
    double deviance = deviance(hits, trials * p) + deviance(misses, trials * (1 - p));
    double margin = 0x1p-46 * (deviance + surplus + 1);
    double width = StrictMath.sqrt(trials / (2 * Math.PI * hits * misses));
    return width * StrictMath.exp(margin - deviance + 1 / (12 * trials));
  }

  /** {@code x log(x / mean) + mean - x}, which is not negative. */
  private static double deviance(double x, double mean) {
    double u = (x - mean) / mean;
    if (Math.abs(u) > 0.1) {
      return mean * ((1 + u) * StrictMath.log1p(u) - u);
    }
    double series = 0;
    for (int k = 20; k >= 2; k--) {
      series = 1.0 / (k * (k - 1)) - u * series;
    }
    return mean * u * u * series;
  }
}
