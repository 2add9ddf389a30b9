package dev.lethe.privacy.accounting;

import java.util.List;

/**
 * Encloses the hockey-stick curve of a composition near one epsilon, by one Fourier transform of
 * exponentially tilted laws; what the transform, its window and its rounding may have changed is
 * added to the upper curve and taken from the lower one.
 */
final class LossComposition {
  /**
   * @param law on a lattice whose step all parts share
   * @param count how often it is composed, a whole number below 2^53
   */
  record Part(LatticeLaw law, double count) {}

  /**
   * What to compute.
   *
   * @param tilt lambda, positive: losses are weighted by {@code e^(lambda loss)}
   * @param low loss at which the window begins, above the sum of offsets
   * @param high loss at which it must end at the earliest
   * @param below tilt, added to lambda, that bounds the mass below the window; negative
   * @param above the same above it; positive
   */
  record Window(double tilt, double low, double high, double below, double above) {
    /**
     * This window relative to the sum of the offsets, made to hold all the mass there is where it
     * nearly does.
     */
    Window around(List<Part> parts, double offset) {
      double step = parts.get(0).law().step();
      double room = (high - low) / 4;
      double end = lastIndex(parts) * step;
      double begin = firstIndex(parts) * step;
      return new Window(
          tilt,
          begin > low - offset - room ? begin - step : low - offset,
          end < high - offset + room ? end + step : high - offset,
          below,
          above);
    }

    long points(double step) {
      return (long) Math.ceil((high - low) / step) + 4;
    }
  }

  private static final double U = LossLaw.U;
  private static final double NEGLIGIBLE = 800;
  // Tilted masses below this are left to the next bound: the chance that any draw meets one.
  private static final double LEAST_MASS = 1e-290;
  private static final double UNDERFLOW = 1e-260;
  private static final int BLOCK = 16;

  private final List<Part> parts;
  private final Window window;
  private final double step;
  private final int size;
  private final long start;
  private final double count;
  private final Side upper = new Side();
  private final Side lower = new Side();

  /** One of the two curves. */
  private static final class Side {
    double logScale;
    double logOutside = Double.NEGATIVE_INFINITY;
    double logBelow;
    double logAbove;
    double rounding;
    double pointError;
    double[] mass = new double[0];
  }

  /**
   * @param mostPoints the largest window that is transformed; for a larger one there is a Chernoff
   *     bound only
   */
  LossComposition(List<Part> parts, Window window, int mostPoints) {
    this.parts = parts;
    this.window = window;
    this.step = parts.get(0).law().step();
    long points = window.points(step);
    this.size = points > mostPoints ? 0 : Integer.highestOneBit((int) points - 1) * 2;
    this.start = (long) Math.floor(window.low() / step);
    double total = 0;
    for (Part part : parts) {
      total += part.count();
    }
    this.count = total;
    if (size > 0) {
      compose();
    } else {
      double[] ignored = new double[1];
      parts.forEach(part -> tilt(part, part.law().upper(), ignored, upper, 1));
    }
  }

  private static double firstIndex(List<Part> parts) {
    double sum = 0;
    for (Part part : parts) {
      int i = 0;
      double[] masses = part.law().upper();
      while (i < masses.length - 1 && masses[i] == 0) {
        i++;
      }
      sum += part.count() * (part.law().first() + i);
    }
    return sum;
  }

  private static double lastIndex(List<Part> parts) {
    double sum = 0;
    for (Part part : parts) {
      double[] masses = part.law().upper();
      int i = masses.length - 1;
      while (i > 0 && masses[i] == 0) {
        i--;
      }
      sum += part.count() * (part.law().first() + i);
    }
    return sum;
  }

  private void compose() {
    int half = size / 2;
    double[] powers = new double[4 * (half + 1)];
    double[][] logs = new double[2][half + 1];
    for (int j = 0; j <= half; j++) {
      powers[4 * j] = 1;
      powers[4 * j + 2] = 1;
    }
    FourierTransform fft = new FourierTransform(size);
    double[][] magnitudes = new double[2 * parts.size()][];
    double[] inputErrors = new double[parts.size()];
    double[] re = new double[size];
    double[] im = new double[size];
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      java.util.Arrays.fill(re, 0);
      java.util.Arrays.fill(im, 0);
      tilt(part, part.law().upper(), re, upper, 1);
      tilt(part, part.law().lower(), im, lower, -1);
      double norm = Math.sqrt(squares(re) + squares(im)) * (1 + 1e-6);
      fft.forward(re, im);
      double error = fft.relativeError() * norm * Math.sqrt(size) * 1.01;
      inputErrors[i] = error;
      magnitudes[2 * i] = new double[half + 1];
      magnitudes[2 * i + 1] = new double[half + 1];
      multiply(part.count(), re, im, powers, error, logs, magnitudes[2 * i], magnitudes[2 * i + 1]);
    }
    errors(upper, logs[0], magnitudes, inputErrors, 0);
    errors(lower, logs[1], magnitudes, inputErrors, 1);
    double squares = 0;
    for (int j = 0; j <= half; j++) {
      double ur = powers[4 * j];
      double ui = powers[4 * j + 1];
      double lr = powers[4 * j + 2];
      double li = powers[4 * j + 3];
      // Inverse by exchanging real and imaginary parts.
      im[j] = ur - li;
      re[j] = ui + lr;
      if (j > 0 && j < half) {
        im[size - j] = ur + li;
        re[size - j] = lr - ui;
      }
      squares += (j > 0 && j < half ? 2 : 1) * (ur * ur + ui * ui + lr * lr + li * li);
    }
    fft.forward(re, im);
    double inverse = fft.relativeError() * Math.sqrt(squares / size) * 1.01;
    upper.pointError += inverse;
    lower.pointError += inverse;
    upper.mass = im;
    lower.mass = re;
    for (int j = 0; j < size; j++) {
      im[j] = Math.max(0, im[j] / size);
      re[j] = Math.max(0, re[j] / size);
    }
    outside(upper);
    outside(lower);
  }

  /** Adds the tilted, normalised law to the circular array, and its sums to the side. */
  private void tilt(Part part, double[] masses, double[] into, Side side, int sign) {
    long first = part.law().first();
    double lambda = window.tilt();
    double largest = Math.max(Math.abs(first), Math.abs(first + masses.length)) * step;
    double rough = largestLog(masses, first, lambda);
    double error = (4 * lambda * largest + 4 * Math.abs(rough) + 400) * U;
    double grow = StrictMath.exp(lambda * step);
    int fresh = fresh(lambda);
    double weight = 0;
    double sum = 0;
    double[] tilted = new double[masses.length];
    int heaviest = 0;
    for (int i = 0; i < masses.length; i++) {
      weight = i % fresh == 0 ? StrictMath.exp(lambda * (first + i) * step - rough) : weight * grow;
      double value = masses[i] == 0 ? 0 : masses[i] * weight * (1 + sign * error);
      tilted[i] = value;
      heaviest = value > tilted[heaviest] ? i : heaviest;
      sum += value;
    }
    // Relative to the largest mass, the sums below are at least its share, and do not underflow.
    double origin = (first + heaviest) * step;
    double growBelow = StrictMath.exp(window.below() * step);
    double growAbove = StrictMath.exp(window.above() * step);
    double below = 0;
    double above = 0;
    double weightBelow = 0;
    double weightAbove = 0;
    fresh = fresh(Math.max(-window.below(), window.above()));
    int mask = into.length - 1;
    for (int i = 0; i < masses.length; i++) {
      if (i % fresh == 0) {
        weightBelow = StrictMath.exp(window.below() * ((first + i) * step - origin));
        weightAbove = StrictMath.exp(window.above() * ((first + i) * step - origin));
      } else {
        weightBelow *= growBelow;
        weightAbove *= growAbove;
      }
      double value = tilted[i] / sum;
      if (value > 0) {
        into[(int) ((first + i) & mask)] += value;
        if (value > LEAST_MASS) {
          below += value * weightBelow;
          above += value * weightAbove;
        }
      }
    }
    double logSum = rough + StrictMath.log(sum);
    side.logScale += part.count() * logSum;
    side.rounding += part.count() * (8 * Math.abs(logSum) + 64) * U;
    double slack = (masses.length + 400.0) * 4 * U;
    side.logBelow += part.count() * (StrictMath.log(below) + window.below() * origin + slack);
    side.logAbove += part.count() * (StrictMath.log(above) + window.above() * origin + slack);
  }

  /** After how many points a weight is computed anew, so that none that counts grew from a zero. */
  private int fresh(double tilt) {
    return tilt * step < 1 ? 2 * BLOCK : 1;
  }

  /** Log of the largest tilted mass: had it been missed, its weight could overflow. */
  private double largestLog(double[] masses, long first, double lambda) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int block = 0; block < masses.length; block += BLOCK) {
      int end = Math.min(masses.length, block + BLOCK);
      double most = 0;
      for (int i = block; i < end; i++) {
        most = Math.max(most, masses[i]);
      }
      // One logarithm for each block that cannot hold the largest.
      if (most > 0 && StrictMath.log(most) + lambda * (first + end) * step > largest) {
        for (int i = block; i < end; i++) {
          if (masses[i] > 0) {
            double log = StrictMath.log(masses[i]) + lambda * (first + i) * step;
            largest = Math.max(largest, log);
          }
        }
      }
    }
    return largest;
  }

  /** By Chernoff: what the tilted composition has outside the window. */
  private void outside(Side side) {
    side.logBelow -= window.below() * start * step;
    side.logAbove -= window.above() * (start + size) * step;
    if (start <= firstIndex(parts)) {
      side.logBelow = Double.NEGATIVE_INFINITY;
    }
    if (start + size > lastIndex(parts)) {
      side.logAbove = Double.NEGATIVE_INFINITY;
    }
    double larger = Math.max(side.logBelow, side.logAbove);
    if (larger == Double.NEGATIVE_INFINITY) {
      side.logOutside = larger;
      return;
    }
    double smaller = Math.min(side.logBelow, side.logAbove);
    double log =
        larger + StrictMath.log1p(StrictMath.exp(smaller - larger)) + 1e-9 * (1 + Math.abs(larger));
    // Where a sum overflowed nothing is known, and a probability is at most 1.
    side.logOutside = log < 0 ? log : 0;
  }

  /** Multiplies the powers of the spectra of both measures, packed in one, to the product. */
  private void multiply(
      double count,
      double[] re,
      double[] im,
      double[] product,
      double error,
      double[][] logs,
      double[] upperMagnitude,
      double[] lowerMagnitude) {
    int half = size / 2;
    double[] power = new double[2];
    double negligible = StrictMath.exp(-NEGLIGIBLE / count) * (1 - 4 * U);
    for (int j = 0; j <= half; j++) {
      int k = (size - j) & (size - 1);
      double[] magnitude = upperMagnitude;
      for (int side = 0; side < 2; side++) {
        double r = side == 0 ? (re[j] + re[k]) / 2 : (im[j] + im[k]) / 2;
        double i = side == 0 ? (im[j] - im[k]) / 2 : (re[k] - re[j]) / 2;
        double size = Math.sqrt(r * r + i * i) * (1 + 4 * U) + error;
        // Below this a power leaves nothing, and most of a spectrum is there.
        double log = size < negligible ? -NEGLIGIBLE : count * StrictMath.log(size);
        magnitude[j] = size;
        logs[side][j] += log;
        int at = 4 * j + 2 * side;
        if (log < -90) {
          product[at] = 0;
          product[at + 1] = 0;
        } else {
          power(r, i, (long) count, power);
          double pr = product[at] * power[0] - product[at + 1] * power[1];
          product[at + 1] = product[at] * power[1] + product[at + 1] * power[0];
          product[at] = pr;
        }
        magnitude = lowerMagnitude;
      }
    }
  }

  private static void power(double re, double im, long exponent, double[] result) {
    double r = 1;
    double i = 0;
    double squareRe = re;
    double squareIm = im;
    for (long left = exponent; ; left >>= 1) {
      if ((left & 1) != 0) {
        double next = r * squareRe - i * squareIm;
        i = r * squareIm + i * squareRe;
        r = next;
      }
      if (left <= 1) {
        break;
      }
      double next = squareRe * squareRe - squareIm * squareIm;
      squareIm = 2 * squareRe * squareIm;
      squareRe = next;
    }
    result[0] = r;
    result[1] = i;
  }

  /**
   * The error of each point of the composition before the inverse transform: the transform's, by
   * Cauchy and Schwarz over the derivative of the powers, and that of the powers themselves.
   */
  private void errors(
      Side side, double[] logs, double[][] magnitudes, double[] inputErrors, int which) {
    int half = size / 2;
    double[] norms = new double[parts.size()];
    double rounded = 0;
    for (int j = 0; j <= half; j++) {
      double both = j > 0 && j < half ? 2 : 1;
      double product = logs[j] < -700 ? 1e-300 : StrictMath.exp(logs[j]);
      // A product that was taken for zero is off by itself.
      rounded += both * product * (logs[j] < -80 ? 1 : 4 * U * (count + 64.0 * parts.size()));
      for (int i = 0; i < norms.length; i++) {
        double slope = parts.get(i).count() * product / magnitudes[2 * i + which][j];
        norms[i] += both * slope * slope;
      }
    }
    double sum = rounded;
    for (int i = 0; i < norms.length; i++) {
      sum += Math.sqrt(norms[i]) * inputErrors[i];
    }
    side.pointError += sum / size * (1 + 1e-6);
  }

  private static double squares(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum;
  }

  /**
   * The least loss above {@code -infinity} at which the upper curve falls to delta, relative to the
   * sum of the offsets; infinite where nothing is proven.
   */
  double upperLossAt(double delta) {
    return Math.min(crossing(upper, delta, 1), chernoff(delta));
  }

  /**
   * A loss at which the lower curve is still at least delta; negative infinity if none is known.
   */
  double lowerLossAt(double delta) {
    return crossing(lower, delta, -1);
  }

  private double chernoff(double delta) {
    double lambda = window.tilt();
    double log = upper.logScale + upper.rounding + logPeak(lambda) - StrictMath.log(delta);
    return log / lambda + 1e-12 * Math.abs(log / lambda);
  }

  /** Log of the largest {@code e^(-lambda x) (1 - e^-x)}. */
  private static double logPeak(double lambda) {
    return -lambda * StrictMath.log1p(1 / lambda) - StrictMath.log1p(lambda);
  }

  private double crossing(Side side, double delta, int sign) {
    if (size == 0) {
      return sign * Double.POSITIVE_INFINITY;
    }
    double lambda = window.tilt();
    double fall = -StrictMath.expm1(-step);
    double tilted = StrictMath.exp(-lambda * step);
    double both = StrictMath.exp(-(1 + lambda) * step);
    // Sums over all lattice points above: what an error at each of them comes to.
    double allPoints =
        tilted
            * fall
            / (-StrictMath.expm1(-lambda * step) * -StrictMath.expm1(-(1 + lambda) * step));
    double error =
        (StrictMath.exp(side.logOutside + logPeak(lambda))
                + side.pointError * allPoints
                + UNDERFLOW)
            * (1 + 1e-9);
    double relative = sign * (side.rounding + (size + 1000.0) * 16 * U);
    double logDelta = StrictMath.log(delta) - relative;
    int mask = size - 1;
    double tail = 0;
    double curve = 0;
    double ratioAbove = sign > 0 ? 0 : Double.NEGATIVE_INFINITY;
    for (int i = size - 1; i >= 0; i--) {
      // Here the sums are those over points above i.
      double value = curve + sign * error;
      double ratio =
          value <= 0
              ? 0
              : StrictMath.exp(
                  Math.min(
                      700,
                      side.logScale
                          - lambda * (start + i) * step
                          + StrictMath.log(value)
                          - logDelta));
      // What is not a number proves nothing, and comes out as one.
      if (!(ratio <= 1)) {
        if (i == size - 1) {
          return sign * Double.POSITIVE_INFINITY;
        }
        // Between points of the lattice the curve is linear in the exponential of the loss.
        double share = (ratio - 1) / (ratio - Math.max(0, ratioAbove));
        double grown = StrictMath.log1p(share * StrictMath.expm1(step));
        return (start + i) * step + grown + sign * 1e-13 * (1 + Math.abs((start + i) * step));
      }
      ratioAbove = ratio;
      double mass = side.mass[(int) ((start + i) & mask)];
      double above = tail;
      tail = tilted * (mass + above);
      curve = both * curve + tail * fall;
    }
    return sign > 0 ? start * step : Double.NEGATIVE_INFINITY;
  }
}
