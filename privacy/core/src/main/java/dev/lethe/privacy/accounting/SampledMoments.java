package dev.lethe.privacy.accounting;

/**
 * Moments of a mixture {@code P' = (1 - q) Q + q P} against Q, and of Q against it, from bounds on
 * the divergence between P and Q in both directions.
 */
final class SampledMoments {
  static final int MAX_ORDER = 1024;

  private static final double ERROR = 0x1p-46;

  private final double logQ;
  private final double logNotQ;
  private final Divergence inner;

  SampledMoments(double q, Divergence inner) {
    this.logQ = StrictMath.log(q);
    this.logNotQ = StrictMath.log1p(-q);
    this.inner = inner;
  }

  /**
   * Poisson sampling of a mechanism with an involution that keeps volumes and swaps its two laws:
   * the mixture's divergence from Q is the larger direction (Mironov, Talwar and Zhang 2019,
   * theorem 5).
   */
  static Divergence symmetric(double q, Divergence inner) {
    return new IntegerMoments(new SampledMoments(q, inner)::mixtureFirst, MAX_ORDER, inner);
  }

  /** Poisson sampling of any mechanism. */
  static Divergence of(double q, Divergence inner) {
    SampledMoments moments = new SampledMoments(q, inner);
    return new IntegerMoments(
        order -> Math.max(moments.mixtureFirst(order), moments.mixtureSecond(order)),
        MAX_ORDER,
        inner);
  }

  /**
   * {@code log E_Q[(P'/Q)^order]}: the binomial theorem, with every moment of P/Q bounded by its
   * divergence. Less 1, all terms are positive, as the weights sum to 1.
   */
  private double mixtureFirst(int order) {
    LogSum excess = new LogSum();
    for (int k = 2; k <= order; k++) {
      double logMoment = (k - 1) * inner.at(k);
      double logWeight =
          LogFactorials.of(order) - LogFactorials.of(k) - LogFactorials.of(order - k);
      double logShare = (order - k) * logNotQ + k * logQ;
      excess.add(
          logWeight + logShare + LogSpace.logExpm1(logMoment),
          3 * LogFactorials.of(order) - logShare + 2 * logMoment + 4 + Math.abs(logOf(logMoment)));
    }
    return LogSpace.log1pExp(excess.upward());
  }

  private static double logOf(double logMoment) {
    return logMoment < 1 ? StrictMath.log(logMoment) : 0;
  }

  /**
   * {@code log E_Q[(P'/Q)^(1 - order)]}: the ratio is at least {@code 1 - q}, and its variance is
   * {@code q^2} times that of P/Q.
   */
  private double mixtureSecond(int order) {
    double logSpread = LogSpace.logExpm1(inner.at(2));
    double logVariance = 2 * logQ + logSpread + ERROR * (Math.abs(logSpread) - 2 * logQ + 1);
    return NegativePower.logMoment(order - 1.0, logNotQ, logVariance);
  }
}
