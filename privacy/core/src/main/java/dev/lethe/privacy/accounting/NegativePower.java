package dev.lethe.privacy.accounting;

/** A parabola above a negative power of a likelihood ratio that has a least value. */
final class NegativePower {
  private static final double ERROR = 0x1p-46;

  private NegativePower() {}

  /**
   * {@code log E[R^-s]}, rounded up, for a ratio with mean 1, variance {@code e^logVariance} and
   * values of at least {@code w = e^logLeast}.
   *
   * <p>{@code R^-s <= 1 - s (R - 1) + c (R - 1)^2} for R from w on, where c makes both sides equal
   * at w: the quotient {@code (R^-s - 1 + s (R - 1)) / (R - 1)^2} falls as R grows, because the
   * third derivative of the power is negative.
   */
  static double logMoment(double s, double logLeast, double logVariance) {
    double steep = -logLeast;
    double first = LogSpace.logExpm2(s * steep);
    double second = StrictMath.log(s) + LogSpace.logExpm2(-steep);
    LogSum excess = new LogSum();
    double size = Math.abs(first) + Math.abs(second) + s * steep + 8;
    excess.add(first, size);
    excess.add(second, size);
    double scale = 2 * LogSpace.logOneMinusExp(steep);
    double logFactor = excess.upward() - scale + ERROR * (size + Math.abs(scale));
    double log = logFactor + logVariance;
    return LogSpace.log1pExp(log + ERROR * (Math.abs(logVariance) + 1));
  }
}
