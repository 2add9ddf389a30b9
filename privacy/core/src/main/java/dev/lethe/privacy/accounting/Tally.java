package dev.lethe.privacy.accounting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts how often each thing occurs; exact up to 2^53, rounded up beyond. */
final class Tally<T> {
  private final Map<T, Double> counts = new LinkedHashMap<>();

  void add(T thing, double count) {
    counts.merge(thing, count, Tally::plusUp);
  }

  /** What was counted, in the order in which it was first seen. */
  Map<T, Double> counts() {
    return Collections.unmodifiableMap(counts);
  }

  static double timesUp(double count, double times) {
    return times == 1 ? count : exactOrUp(count * times, count < 0x1p53 && times < 0x1p53);
  }

  static double plusUp(double a, double b) {
    return exactOrUp(a + b, a < 0x1p52 && b < 0x1p52 && a == Math.rint(a) && b == Math.rint(b));
  }

  private static double exactOrUp(double value, boolean operandsExact) {
    return operandsExact && value <= 0x1p53 ? value : Math.nextUp(Math.nextUp(value));
  }
}
