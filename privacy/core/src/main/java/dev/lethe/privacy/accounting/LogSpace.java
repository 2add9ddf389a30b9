package dev.lethe.privacy.accounting;

/** Logarithms of what would overflow, underflow or cancel, each within 2^-49 of its magnitude. */
final class LogSpace {
  private LogSpace() {}

  /** {@code log(e^x - 1)}; x is not negative. */
  static double logExpm1(double x) {
    return x > 1 ? x + StrictMath.log1p(-StrictMath.exp(-x)) : StrictMath.log(StrictMath.expm1(x));
  }

  /** {@code log(1 - e^-x)}; x is not negative. */
  static double logOneMinusExp(double x) {
    return StrictMath.log(-StrictMath.expm1(-x));
  }

  /** {@code log(1 + e^x)}. */
  static double log1pExp(double x) {
    return x > 40 ? x + StrictMath.exp(-x) : StrictMath.log1p(StrictMath.exp(x));
  }

  /** {@code log(e^x - 1 - x)}, which is never NaN. */
  static double logExpm2(double x) {
    if (x > 700) {
      return x;
    }
    if (x > 1) {
      return x + StrictMath.log1p(-(1 + x) * StrictMath.exp(-x));
    }
    if (x < -1) {
      return StrictMath.log(StrictMath.expm1(x) - x);
    }
    // x^2 / 2 times a series whose value lies in [0.73, 1.44], so nothing cancels badly.
    double series = 1;
    for (int k = 20; k > 2; k--) {
      series = 1 + x / k * series;
    }
    return 2 * StrictMath.log(Math.abs(x)) + StrictMath.log(series / 2);
  }
}
