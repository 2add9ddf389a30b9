package dev.lethe.report;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Numbers for readers; what bounds a privacy loss is only ever rounded up. */
final class Figures {
  private static final int DIGITS = 3;

  private Figures() {}

  /** An upper bound: three digits, rounded up. */
  static String up(double value) {
    return threeDigits(value, RoundingMode.CEILING);
  }

  /** A lower bound: three digits, rounded down. */
  static String down(double value) {
    return threeDigits(value, RoundingMode.FLOOR);
  }

  private static String threeDigits(double value, RoundingMode mode) {
    BigDecimal rounded = decimal(value).round(new MathContext(DIGITS, mode));
    boolean ordinary = value >= 0.1 && value < 100;
    int missing = DIGITS - rounded.precision();
    if (!ordinary) {
      return spell(rounded.stripTrailingZeros());
    }
    return spell(missing > 0 ? rounded.setScale(rounded.scale() + missing) : rounded);
  }

  /** A share as per cent with one decimal, rounded up and at most 100 %. */
  static String percentUp(double share) {
    BigDecimal percent = decimal(share).movePointRight(2).setScale(1, RoundingMode.CEILING);
    return percent.min(new BigDecimal("100.0")).toPlainString() + " %";
  }

  /** A small probability in words, rounded up: one in so many. */
  static String oneIn(double probability) {
    BigDecimal times =
        BigDecimal.ONE.divide(decimal(probability), new MathContext(12, RoundingMode.DOWN));
    BigDecimal few = times.round(new MathContext(2, RoundingMode.DOWN));
    return "1 in " + count(few.longValue());
  }

  /** A figure that bounds nothing: up to five digits. */
  static String plain(double value) {
    if (value == 0) {
      return "0";
    }
    return spell(
        decimal(value).round(new MathContext(5, RoundingMode.HALF_EVEN)).stripTrailingZeros());
  }

  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** All digits, spelt as in the signed statement. */
  static String exact(double value) {
    return new String(CanonicalJson.bytes(DoubleNode.valueOf(value)), StandardCharsets.US_ASCII);
  }

  /** The number as the signed JSON writes it, so that 1e-4 is not shown as 0.000101. */
  private static BigDecimal decimal(double value) {
    return new BigDecimal(Double.toString(value));
  }

  private static String spell(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -6 && exponent <= 6) {
      return value.scale() < 0
          ? value.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
          : value.toPlainString();
    }
    BigDecimal mantissa = value.movePointLeft(exponent).stripTrailingZeros();
    String power = superscript(exponent);
    return mantissa.compareTo(BigDecimal.ONE) == 0
        ? "10" + power
        : mantissa.toPlainString() + " × 10" + power;
  }

  private static String superscript(int exponent) {
    StringBuilder out = new StringBuilder();
    for (char c : Integer.toString(exponent).toCharArray()) {
      out.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0'));
    }
    return out.toString();
  }
}
