package dev.lethe.privacy.accounting;

import java.util.ArrayList;
import java.util.List;

/**
 * A privacy loss distribution in about a thousand atoms: good enough to choose a tilt, a lattice
 * and a window with, and nothing is claimed of it.
 */
final class LossSketch {
  private static final int CELLS = 500;
  private static final double CLOSEST = 1e-10;

  private final double[] loss;
  private final double[] mass;

  private LossSketch(double[] loss, double[] mass) {
    this.loss = loss;
    this.mass = mass;
  }

  /** Cells that grow away from the median on both sides, each with its mass at its mean. */
  static LossSketch of(LossLaw law, double low, double high) {
    List<double[]> points = new ArrayList<>();
    LossLaw.Tails tails = law.continuous();
    if (tails != null) {
      double middle = LossRange.quantile(tails, 0.5);
      double[] before = new double[4];
      double[] after = new double[4];
      double[] bounds = bounds(low, Math.max(low, Math.min(high, middle)), high);
      tails.at(bounds[0], before);
      for (int i = 1; i < bounds.length; i++) {
        tails.at(bounds[i], after);
        double p = cell(before, after, 0);
        double q = cell(before, after, 2);
        if (p > 0) {
          double mean = q > 0 ? StrictMath.log(p / q) : bounds[i - 1];
          points.add(new double[] {Math.max(bounds[i - 1], Math.min(bounds[i], mean)), p});
        }
        double[] swap = before;
        before = after;
        after = swap;
      }
    }
    for (LossLaw.Atom atom : law.atoms()) {
      if (Double.isFinite(atom.loss()) && atom.p() > 0) {
        points.add(new double[] {atom.loss(), atom.p()});
      }
    }
    return new LossSketch(
        points.stream().mapToDouble(point -> point[0]).toArray(),
        points.stream().mapToDouble(point -> point[1]).toArray());
  }

  private static double cell(double[] before, double[] after, int at) {
    return Math.max(
        0, before[at] < before[at + 1] ? after[at] - before[at] : before[at + 1] - after[at + 1]);
  }

  private static double[] bounds(double low, double middle, double high) {
    double[] bounds = new double[2 * CELLS + 1];
    for (int i = 0; i <= CELLS; i++) {
      double grown = StrictMath.expm1((double) i / CELLS * StrictMath.log1p(1 / CLOSEST)) * CLOSEST;
      bounds[CELLS + i] = middle + grown * (high - middle);
      bounds[CELLS - i] = middle - grown * (middle - low);
    }
    return bounds;
  }

  /** Log of the moment generating function at {@code tilt}, then its first two derivatives. */
  double[] cumulants(double tilt) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < loss.length; i++) {
      largest = Math.max(largest, tilt * loss[i]);
    }
    double sum = 0;
    double first = 0;
    double second = 0;
    for (int i = 0; i < loss.length; i++) {
      double weight = mass[i] * StrictMath.exp(tilt * loss[i] - largest);
      sum += weight;
      first += weight * loss[i];
      second += weight * loss[i] * loss[i];
    }
    double mean = first / sum;
    return new double[] {
      StrictMath.log(sum) + largest, mean, Math.max(0, second / sum - mean * mean)
    };
  }
}
