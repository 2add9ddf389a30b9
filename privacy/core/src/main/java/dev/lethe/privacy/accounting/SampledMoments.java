package dev.lethe.privacy.accounting;

/**
 * Moments of a mixture {@code P' = (1 - q) Q + q P} against Q, and of Q against it, from bounds on
 * the divergence between P and Q in both directions.
 */
final class SampledMoments {
  static final int MAX_ORDER = 1024;

  private static final double ERROR = 0x1p-48;

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
   * {@code log E_Q[(P'/Q)^(1 - order)]}. With {@code u = q (P/Q - 1) >= -q}, Taylor's theorem gives
   * {@code (1 + u)^(1 - a) <= 1 - (a - 1) u + a (a - 1) / 2 (1 - q)^(-a - 1) u^2}, and u has mean 0
   * and a second moment of at most {@code q^2 (e^D2 - 1)}.
   */
  private double mixtureSecond(int order) {
    double logVariance = 2 * logQ + LogSpace.logExpm1(inner.at(2));
    double logFactor = StrictMath.log((double) order * (order - 1) / 2) - (order + 1) * logNotQ;
    double size = Math.abs(logVariance) + Math.abs(logFactor) - 2 * logQ + 4;
    return LogSpace.log1pExp(logVariance + logFactor + ERROR * size);
  }
}
