package dev.lethe.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them, with a rounding that never flatters. */
final class Figures {
  private static final int DIGITS = 4;

  private Figures() {}

  /** Rounded to the nearest. */
  static String of(double value) {
    return text(value, RoundingMode.HALF_EVEN, DIGITS);
  }

  /** Rounded up: for costs. */
  static String up(double value) {
    return text(value, RoundingMode.CEILING, DIGITS);
  }

  /** Rounded down to one digit: for values to suggest. */
  static String down(double value) {
    return text(value, RoundingMode.DOWN, 1);
  }

  private static String text(double value, RoundingMode rounding, int digits) {
    if (!Double.isFinite(value)) {
      return value > 0 ? "infinite" : Double.toString(value);
    }
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, rounding)).stripTrailingZeros();
    double size = Math.abs(value);
    if (size == 0 || (size >= 1e-3 && size < 1e7)) {
      return rounded.toPlainString();
    }
    int exponent = rounded.precision() - rounded.scale() - 1;
    return rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }
}
