package dev.lethe.privacy.accounting;

/**
 * Moments of any mechanism on a sample of fixed size, under replace-one, from its Renyi divergences
 * (Wang, Balle and Kasiviswanathan 2019, theorem 9, without its terms for pure mechanisms).
 */
final class FixedSizeMoments {
  private static final int MAX_ORDER = 1024;

  private final double logRate;
  private final Divergence inner;

  private FixedSizeMoments(double rate, Divergence inner) {
    this.logRate = StrictMath.log(rate);
    this.inner = inner;
  }

  static Divergence of(double rate, Divergence inner) {
    return new IntegerMoments(new FixedSizeMoments(rate, inner)::logMoment, MAX_ORDER, inner);
  }

  private double logMoment(int order) {
    LogSum excess = new LogSum();
    double second = inner.at(2);
    double least =
        Math.min(StrictMath.log(4) + LogSpace.logExpm1(second), StrictMath.log(2) + second);
    add(excess, order, 2, least);
    for (int k = 3; k <= order; k++) {
      add(excess, order, k, StrictMath.log(2) + (k - 1) * inner.at(k));
    }
    return LogSpace.log1pExp(excess.upward());
  }

  private void add(LogSum excess, int order, int k, double log) {
    double logWeight = LogFactorials.of(order) - LogFactorials.of(k) - LogFactorials.of(order - k);
    double size = 3 * LogFactorials.of(order) - k * logRate + Math.abs(log) + 4;
    excess.add(logWeight + k * logRate + log, size);
  }
}
