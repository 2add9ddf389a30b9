package dev.lethe.data.learn;

import dev.lethe.spec.LearnedBounds;
import java.util.Optional;

/**
 * Public bins of the real line that do not depend on any data: by sign and by power of two, with
 * one bin for what is closest to zero. The outermost bins catch all that lies beyond.
 */
final class LogBins {
  private static final int LEAST_EXPONENT = -20;
  private static final int MOST_EXPONENT = 40;
  private static final int ON_ONE_SIDE = MOST_EXPONENT - LEAST_EXPONENT;

  private final double min;
  private final double max;
  private final int first;
  private final int last;

  private LogBins(double min, double max) {
    this.min = min;
    this.max = max;
    this.first = signed(min);
    this.last = signed(max);
  }

  /** Bins of a range; values outside of it count as its nearest end. */
  static LogBins within(Optional<LearnedBounds.Range> range, boolean notNegative) {
    double least = range.map(LearnedBounds.Range::min).orElse(-Double.MAX_VALUE);
    double most = range.map(LearnedBounds.Range::max).orElse(Double.MAX_VALUE);
    return new LogBins(notNegative ? Math.max(0, least) : least, most);
  }

  /** Number of bins. */
  int size() {
    return last - first + 1;
  }

  /** The bin of a finite value. */
  int of(double value) {
    return signed(Math.min(max, Math.max(min, value))) - first;
  }

  /** Lower end of a bin. */
  double lower(int bin) {
    return Math.max(min, edge(bin + first, false));
  }

  /** Upper end of a bin, never below its lower end. */
  double upper(int bin) {
    return Math.min(max, edge(bin + first, true));
  }

  /** 0 about zero, then outward 1, 2, ... for positive and -1, -2, ... for negative values. */
  private static int signed(double value) {
    double size = Math.abs(value);
    if (size < Math.scalb(1.0, LEAST_EXPONENT)) {
      return 0;
    }
    int bin = Math.min(ON_ONE_SIDE, Math.getExponent(size) - LEAST_EXPONENT + 1);
    return value < 0 ? -bin : bin;
  }

  private static double edge(int bin, boolean upper) {
    if (bin == 0) {
      return 0;
    }
    boolean outer = upper == bin > 0;
    double size = Math.scalb(1.0, Math.abs(bin) - 1 + LEAST_EXPONENT + (outer ? 1 : 0));
    return bin > 0 ? size : -size;
  }
}
