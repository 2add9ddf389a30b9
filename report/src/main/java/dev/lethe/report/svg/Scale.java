package dev.lethe.report.svg;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps values to pixels and chooses round ticks. */
final class Scale {
  private final double low;
  private final double high;
  private final double from;
  private final double to;
  private final boolean logarithmic;
  private final boolean whole;

  private Scale(
      double low, double high, double from, double to, boolean logarithmic, boolean whole) {
    this.low = low;
    this.high = high;
    this.from = from;
    this.to = to;
    this.logarithmic = logarithmic;
    this.whole = whole;
  }

  /** From zero to a little above {@code most}. */
  static Scale fromZero(double most, double from, double to) {
    return new Scale(0, most > 0 ? most : 1, from, to, false, false);
  }

  /** As {@link #fromZero}, with ticks at whole numbers only. */
  static Scale counting(double most, double from, double to) {
    return new Scale(0, Math.max(1, most), from, to, false, true);
  }

  static Scale logarithmic(double least, double most, double from, double to) {
    double low = Math.pow(10, Math.floor(Math.log10(least)));
    double high = Math.pow(10, Math.ceil(Math.log10(most)));
    return new Scale(low, high > low ? high : low * 10, from, to, true, false);
  }

  double at(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
            : (value - low) / (high - low);
    return from + share * (to - from);
  }

  List<Double> ticks(int about) {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      int decades = (int) Math.round(Math.log10(high / low));
      int every = Math.max(1, (int) Math.ceil((double) decades / about));
      for (int i = 0; i <= decades; i += every) {
        ticks.add(low * Math.pow(10, i));
      }
      return ticks;
    }
    double step = roundStep(high / about);
    step = whole ? Math.max(1, step) : step;
    for (int i = 0; i * step <= high * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double roundStep(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }

  /** A tick's value without needless digits. */
  static String label(double value) {
    if (value == 0) {
      return "0";
    }
    double size = Math.abs(value);
    if (size >= 1e6 || size < 1e-3) {
      return String.format(Locale.ROOT, "%.0e", value).replace("e-0", "e-").replace("e+0", "e");
    }
    String text = String.format(Locale.ROOT, size >= 100 ? "%,.0f" : "%.3f", value);
    return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }
}
