package dev.lethe.privacy.accounting;

/**
 * Bounds one epoch of Gaussian steps in which a unit enters one of {@code bins} batches at random.
 *
 * <p>Without the unit the outputs are Q; with it, their likelihood ratio is the mean L of one ratio
 * per bin. The larger of both directions is reported; {@code docs/guarantees.md} has the proofs.
 *
 * <p>Removing: {@code E_Q[L^a]} at integer orders. Its value for a fixed unit vector per bin is the
 * largest, also against adaptive steps: {@code a! / bins^a} times the coefficient of {@code t^a} in
 * {@code (e^t + g(t))^bins} with {@code g(t) = sum_{n >= 2} (e^(n (n - 1) / 2 sigma^2) - 1) t^n /
 * n!}. All terms are positive, and the first is 1.
 *
 * <p>Adding: {@code E_Q[L^(1 - a)]}, by {@link MeanOfLogNormals}.
 */
final class BallsInBinsDivergence {
  private static final int MAX_ORDER = 128;
  private static final double ERROR = 0x1p-46;
  // With less noise an epoch's moments overflow, and chance hides nothing.
  private static final double LEAST_NOISE = 0.05;

  private final double bins;
  private final double inverseVariance;
  private final double[][] logPowers;

  private BallsInBinsDivergence(double bins, double sigma) {
    this.bins = bins;
    this.inverseVariance = Math.nextUp(Math.nextUp(1 / sigma / sigma));
    this.logPowers = powers();
  }

  /**
   * @param bins at least 2 and exact
   */
  static Divergence of(double bins, double noiseMultiplier) {
    Divergence whole = new SampledGaussianDivergence(1, noiseMultiplier);
    if (noiseMultiplier < LEAST_NOISE) {
      return whole;
    }
    BallsInBinsDivergence epoch = new BallsInBinsDivergence(bins, noiseMultiplier);
    MeanOfLogNormals mean = new MeanOfLogNormals(bins, epoch.inverseVariance);
    return new IntegerMoments(
        order -> Math.max(epoch.removing(order), mean.logNegativeMoment(order - 1)),
        MAX_ORDER,
        whole);
  }

  /** The logarithm of the moment for removing the unit, at an integer order. */
  static double removing(double bins, double noiseMultiplier, int order) {
    return new BallsInBinsDivergence(bins, noiseMultiplier).removing(order);
  }

  /** Logs of the coefficients of {@code g^r}, by r and degree. */
  private double[][] powers() {
    double[][] powers = new double[MAX_ORDER / 2 + 1][MAX_ORDER + 1];
    java.util.Arrays.fill(powers[0], Double.NEGATIVE_INFINITY);
    powers[0][0] = 0;
    double[] base = new double[MAX_ORDER + 1];
    for (int n = 2; n <= MAX_ORDER; n++) {
      double exponent = n * (n - 1.0) / 2 * inverseVariance;
      double log = LogSpace.logExpm1(exponent);
      double size = Math.abs(log) + exponent + LogFactorials.of(n) + 1;
      base[n] = log - LogFactorials.of(n) + ERROR * size;
    }
    for (int r = 1; r < powers.length; r++) {
      for (int m = 0; m <= MAX_ORDER; m++) {
        LogSum sum = new LogSum();
        for (int n = 2; n <= m; n++) {
          double before = powers[r - 1][m - n];
          if (before != Double.NEGATIVE_INFINITY) {
            sum.add(before + base[n], Math.abs(before) + Math.abs(base[n]));
          }
        }
        powers[r][m] = sum.upward();
      }
    }
    return powers;
  }

  private double removing(int order) {
    LogSum excess = new LogSum();
    double logBinomial = 0;
    double size = 3 * LogFactorials.of(order) + order * StrictMath.log(bins);
    for (int r = 1; r <= order / 2 && r <= bins; r++) {
      logBinomial += StrictMath.log((bins - r + 1) / r);
      // The chance of a draw outside r given bins; 0 to the power 0 is 1.
      double logOther = r == bins ? Double.NEGATIVE_INFINITY : StrictMath.log1p(-r / bins);
      for (int m = 2 * r; m <= order; m++) {
        double others = m == order ? 0 : (order - m) * logOther;
        double log =
            logPowers[r][m]
                + logBinomial
                + LogFactorials.of(order)
                - LogFactorials.of(order - m)
                - m * StrictMath.log(bins)
                + others;
        excess.add(log, size + Math.abs(logPowers[r][m]) + 4.0 * order + Math.abs(logBinomial));
      }
    }
    return LogSpace.log1pExp(excess.upward());
  }
}
