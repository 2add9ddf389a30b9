package dev.lethe.privacy.accounting;

/**
 * Moments of a Gaussian mechanism on a sample of fixed size, under replace-one, in both directions.
 *
 * <p>With {@code P = N(1, sigma^2)}, {@code Q = N(0, sigma^2)}, {@code L = P/Q} and {@code R = 1 +
 * rate (L - 1)}, every hockey-stick divergence of the sampled mechanism at a level above 1 is at
 * most that of {@code (1 - rate) Q + rate P} against Q (Balle, Barthe and Gaboardi 2018, theorem
 * 9). A Renyi moment is an integral of those of both directions over all levels above 1, which
 * makes it at most {@code 1 + E_Q[h(R) + g(R); L > 1]} with {@code h(R) = R^a - 1 - a (R - 1)} and
 * {@code g(R) = R^(1 - a) - 1 + (a - 1) (R - 1)}.
 */
final class FixedSizeGaussian {
  private static final int MAX_ORDER = 4096;
  // Erfc's error in each of three parts, with room.
  private static final double RELATIVE = 16 * ScaledErfc.RELATIVE_ERROR;
  private static final double ERROR = 0x1p-42;

  private final double rate;
  private final double sigma;
  private final double below;
  private final double gain;

  private FixedSizeGaussian(double rate, double sigma) {
    this.rate = rate;
    this.sigma = sigma;
    this.below = tail(0.5 / sigma);
    // Phi(1 / 2 sigma) - Phi(-1 / 2 sigma), the mean of L - 1 where it is positive.
    this.gain = Math.max(0, 1 - 2 * below);
  }

  /**
   * @param rate batch over population, rounded up
   * @param noiseMultiplier standard deviation over the sensitivity under replace-one
   */
  static Divergence of(double rate, double noiseMultiplier) {
    return new IntegerMoments(
        new FixedSizeGaussian(rate, noiseMultiplier)::logMoment,
        MAX_ORDER,
        new SampledGaussianDivergence(1, noiseMultiplier));
  }

  private double logMoment(int order) {
    double logRate = StrictMath.log(rate);
    double logNot = StrictMath.log1p(-rate);
    LogSum excess = new LogSum();
    for (int k = 2; k <= order; k++) {
      double logWeight =
          LogFactorials.of(order) - LogFactorials.of(k) - LogFactorials.of(order - k);
      double logShare = (order - k) * logNot + k * logRate;
      double log = logBregman(k);
      excess.add(
          logWeight + logShare + log,
          3 * LogFactorials.of(order) - logShare + Math.abs(log) + exponent(k) + 4);
    }
    // g(R) <= a (a - 1) / 2 (R - 1)^2, and g(R) <= (a - 1) (R - 1).
    double square = StrictMath.log((double) order * (order - 1) / 2) + 2 * logRate + logBregman(2);
    double line = StrictMath.log(order - 1.0) + logRate + StrictMath.log(gain + RELATIVE);
    double other = Math.min(square, line);
    excess.add(other, 8 - 4 * logRate + Math.abs(other) + exponent(2) + 2 * StrictMath.log(order));
    return LogSpace.log1pExp(excess.upward());
  }

  /** Log of {@code E_Q[L^k - 1 - k (L - 1); L > 1]}, rounded up. */
  private double logBregman(int k) {
    double exponent = exponent(k);
    double whole = LogSpace.logExpm1(exponent);
    double logPower = exponent + StrictMath.log1p(-tail((k - 0.5) / sigma));
    double rest = (below + k * gain) * StrictMath.exp(-logPower);
    double share = 1 - rest + RELATIVE * (1 + rest + k * StrictMath.exp(-logPower));
    double part = logPower + StrictMath.log(Math.max(share, Double.MIN_NORMAL)) + ERROR;
    // As the integrand is never negative, the whole line bounds its right half.
    return part < whole ? part : whole;
  }

  private double exponent(int k) {
    return (double) k * (k - 1) / sigma / sigma / 2;
  }

  /** The normal law's upper tail. */
  private static double tail(double x) {
    double y = x / Math.sqrt(2);
    return StrictMath.exp(-y * y) * ScaledErfc.erfcx(y) / 2;
  }
}
