package dev.lethe.privacy.accounting;

/**
 * The scaled complementary error function {@code erfcx(x) = exp(x^2) erfc(x)} and its relatives,
 * with a relative error below {@link #RELATIVE_ERROR}.
 *
 * <p>From 0.5 on by the trapezoidal rule of Matta and Reichel (1971), whose error with step 1/2 is
 * below {@code 2 exp(-4 pi^2)}, about 1e-17; below 0.5 by the series of erf with positive terms.
 */
final class ScaledErfc {
  /** 2^-45, about 3e-14; a test against 60-digit arithmetic holds it. */
  static final double RELATIVE_ERROR = 0x1p-45;

  private static final double STEP = 0.5;
  private static final int NODES = 13;
  private static final double[] WEIGHT = new double[NODES + 1];
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  static {
    for (int n = 1; n <= NODES; n++) {
      WEIGHT[n] = 2 * StrictMath.exp(-(n * STEP) * (n * STEP));
    }
  }

  private ScaledErfc() {}

  /** erfcx of an argument that is not negative. */
  static double erfcx(double x) {
    if (x < 0.5) {
      return StrictMath.exp(x * x) * (1 - erfSeries(x));
    }
    double square = x * x;
    if (square > 0x1p60) {
      return TWO_OVER_SQRT_PI / 2 / x;
    }
    double sum = 1 / square;
    for (int n = 1; n <= NODES; n++) {
      sum += WEIGHT[n] / (square + (n * STEP) * (n * STEP));
    }
    double trapezoid = sum * x * STEP / Math.PI;
    // The residue at the poles +-ix; beyond x = pi / STEP it falls below the rule's own error.
    return x < 7
        ? trapezoid + 2 * StrictMath.exp(square) / (1 - StrictMath.exp(4 * Math.PI * x))
        : trapezoid;
  }

  /** erfc of an argument that is not positive, so a value from 1 to 2. */
  static double erfcOfNegative(double x) {
    double y = -x;
    return y < 0.5 ? 1 + erfSeries(y) : 2 - StrictMath.exp(-y * y) * erfcx(y);
  }

  private static double erfSeries(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > 1e-18 * sum; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return TWO_OVER_SQRT_PI * StrictMath.exp(-x * x) * sum;
  }
}
