package dev.lethe.privacy.accounting;

import java.util.List;

/**
 * Bounds the Renyi divergence of a privacy loss distribution from above, in one direction.
 *
 * <p>With {@code z = e^-L} of mean 1 under P, the moment {@code E[z^-(a - 1)] - 1} is the mean of
 * {@code g(z) = z^-(a - 1) - 1 + (a - 1)(z - 1)}, which is convex and least at z = 1. Each cell's
 * mean of g is below its chord. Above all cells a larger order of a coarse bound is used.
 *
 * @param law a law of which P and Q have no mass that the other lacks
 * @param coarse bounds the divergence in this direction, whatever the order
 * @param listed loss above which atoms may be missing from the law; infinite if none are
 */
record LossMoments(LossLaw law, Divergence coarse, double listed) implements Divergence {
  private static final double U = LossLaw.U;
  private static final double TINY = 1e-307;
  private static final double LOG_LEFT_OUT = -46;
  private static final int CELLS = 1 << 14;
  // Where doubles end: beyond these there is the coarse bound only.
  private static final double LARGEST_POWER = 690;

  @Override
  public double at(double order) {
    double known = coarse.at(order);
    double high = end(order);
    if (!(high * (order - 1) < LARGEST_POWER) || !(high < LatticeLaw.LARGEST_LOSS)) {
      return known;
    }
    double above = StrictMath.exp(logAbove(order, Math.min(high, listed))) * (1 + 1e-6);
    double sum = above + atoms(order, high);
    LossLaw.Tails tails = law.continuous();
    if (tails != null) {
      sum += cells(tails, order, high);
    }
    double divergence = StrictMath.log1p(sum * (1 + 1e-10)) / (order - 1) * (1 + 1e-12);
    return Double.isNaN(divergence) ? known : Math.min(known, divergence);
  }

  /** A loss above which little of the moment lies; possibly too large to be of use. */
  private double end(double order) {
    // Never at a point of a law's own end, where atoms may be.
    double high = 1;
    while (high < 1e4 && logAbove(order, high) > LOG_LEFT_OUT) {
      high *= 1.1;
    }
    return high;
  }

  /** {@code E[e^((a - 1) L); L > h] <= e^(-s h) E[e^((a - 1 + s) L)]} for every s. */
  private double logAbove(double order, double high) {
    double least = Double.POSITIVE_INFINITY;
    for (double more = 0.125; more <= 4096; more *= 1.25) {
      double log = (order - 1 + more) * coarse.at(order + more) * (1 + 4 * U) - more * high;
      least = Math.min(least, log + 8 * U * (Math.abs(more * high) + Math.abs(log)));
    }
    return least;
  }

  private double atoms(double order, double high) {
    double sum = 0;
    List<LossLaw.Atom> atoms = law.atoms();
    for (LossLaw.Atom atom : atoms) {
      double loss = atom.loss();
      if (loss <= high) {
        double most =
            Math.max(convex(order, loss - law.shift()), convex(order, loss + law.shift()));
        sum += atom.p() * (1 + LossLaw.ATOM_ERROR) * most;
      }
    }
    // What a law of many atoms leaves out lies beyond its first and its last.
    return sum + (atoms.isEmpty() ? 0 : order * 1e-300);
  }

  private double cells(LossLaw.Tails tails, double order, double high) {
    double[] before = new double[4];
    double[] after = new double[4];
    double low = low(tails);
    double scale =
        Math.max(1e-12, LossRange.quantile(tails, 0.95) - LossRange.quantile(tails, 0.05));
    double from = asinh(low / scale);
    double width = (asinh(high / scale) - from) / CELLS;
    double left = low;
    double error = tails.at(left, before);
    // Below: g is at most 1 + (a - 1) z, which P weights.
    double sum = (before[0] + (order - 1) * before[2]) * (1 + error + 8 * U) + order * TINY;
    for (int i = 1; i <= CELLS; i++) {
      double right = i == CELLS ? high : scale * StrictMath.sinh(from + i * width);
      if (!(right > left)) {
        continue;
      }
      double nextError = tails.at(right, after);
      double relative = Math.max(error, nextError) + 2 * U;
      sum += cell(order, left, right, before, after, relative);
      double[] swap = before;
      before = after;
      after = swap;
      error = nextError;
      left = right;
    }
    return sum;
  }

  private double cell(
      double order, double left, double right, double[] before, double[] after, double error) {
    double p = difference(before, after, 0);
    double pError = error * size(before, after, 0) + TINY;
    double q = difference(before, after, 2);
    double qError = error * size(before, after, 2) + TINY;
    double room = law.shift() + 8 * U * (Math.abs(left) + Math.abs(right));
    double near = StrictMath.exp(-(left - room)) * (1 + 2 * U);
    double far = StrictMath.exp(-(right + room)) * (1 - 2 * U);
    double atNear = convex(order, left - room);
    double atFar = convex(order, right + room);
    // The chord is a line, so that it is largest at an end of what its argument may be.
    double least = (q - qError) / (p + pError) * (1 - 4 * U);
    double most = p > pError ? (q + qError) / (p - pError) * (1 + 4 * U) : near;
    double chord =
        Math.max(chord(least, far, near, atFar, atNear), chord(most, far, near, atFar, atNear));
    return (p + pError) * chord * (1 + 8 * U);
  }

  private static double chord(double z, double far, double near, double atFar, double atNear) {
    double share = Math.max(0, Math.min(1, (z - far) / (near - far)));
    double slack = 16 * U * near / (near - far);
    return atFar + share * (atNear - atFar) + Math.min(1, slack) * Math.abs(atNear - atFar);
  }

  private static double difference(double[] before, double[] after, int at) {
    return Math.max(
        0, before[at] < before[at + 1] ? after[at] - before[at] : before[at + 1] - after[at + 1]);
  }

  private static double size(double[] before, double[] after, int at) {
    return before[at] < before[at + 1] ? after[at] + before[at] : before[at + 1] + after[at + 1];
  }

  /** g at {@code z = e^-loss}, rounded up. */
  private static double convex(double order, double loss) {
    double a = StrictMath.expm1((order - 1) * loss);
    double b = (order - 1) * StrictMath.expm1(-loss);
    double power = Math.abs((order - 1) * loss);
    return Math.max(0, a + b) + 8 * U * (Math.abs(a) * (1 + power) + Math.abs(b) + power);
  }

  /** A loss, not above 0, below which Q has little mass. */
  private static double low(LossLaw.Tails tails) {
    double[] at = new double[4];
    double low = -1e-9;
    tails.at(low, at);
    while (low > -LatticeLaw.LARGEST_LOSS && at[2] > 1e-22) {
      low *= 1.1;
      tails.at(low, at);
    }
    return low;
  }

  private static double asinh(double x) {
    double size = Math.abs(x);
    return Math.copySign(StrictMath.log(size + Math.sqrt(1 + size * size)), x);
  }
}
