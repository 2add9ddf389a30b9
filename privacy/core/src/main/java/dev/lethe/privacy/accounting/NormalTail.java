package dev.lethe.privacy.accounting;

/** The upper tail of the standard normal distribution, with a bounded relative error. */
final class NormalTail {
  /** Holds while the tail is a normal double; below that the absolute error is under 1e-307. */
  static final double RELATIVE_ERROR = 2 * ScaledErfc.RELATIVE_ERROR;

  private static final double SQRT_HALF = Math.sqrt(0.5);

  private NormalTail() {}

  /** {@code P(X > y)}. */
  static double above(double y) {
    if (y < 0) {
      return y < -40 ? 1 : ScaledErfc.erfcOfNegative(y * SQRT_HALF) / 2;
    }
    if (y > 37.5) {
      return 0;
    }
    // The square of a float is exact as a double, so that the exponent loses nothing.
    double coarse = (float) y;
    double fine = (y - coarse) * (y + coarse) / 2;
    return StrictMath.exp(-coarse * coarse / 2)
        * (1 - fine + fine * fine / 2 - fine * fine * fine / 6)
        * ScaledErfc.erfcx(y * SQRT_HALF)
        / 2;
  }
}
