package dev.lethe.privacy.accounting;

import java.util.List;

/**
 * Where a privacy loss distribution lies: outside, P has at most the given masses.
 *
 * @param low loss below which little mass lies
 * @param high loss above which little finite mass lies
 */
record LossRange(double low, double high) {

  static LossRange of(LossLaw law, double massBelow, double massAbove) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    LossLaw.Tails tails = law.continuous();
    if (tails != null) {
      low = quantile(tails, massBelow);
      high = upperQuantile(tails, massAbove);
    }
    List<LossLaw.Atom> atoms =
        law.atoms().stream().filter(atom -> Double.isFinite(atom.loss()) && atom.p() > 0).toList();
    double sum = 0;
    for (LossLaw.Atom atom : atoms) {
      sum += atom.p();
      if (sum > massBelow) {
        low = Math.min(low, atom.loss());
        break;
      }
    }
    sum = 0;
    for (int i = atoms.size() - 1; i >= 0; i--) {
      sum += atoms.get(i).p();
      if (sum > massAbove) {
        high = Math.max(high, atoms.get(i).loss());
        break;
      }
    }
    return new LossRange(low, Math.max(low, high));
  }

  /** A loss below which P has at most this share of the mass of the continuous part. */
  static double quantile(LossLaw.Tails tails, double mass) {
    double[] at = new double[4];
    tails.at(Double.POSITIVE_INFINITY, at);
    double target = mass * at[0];
    double low = -1;
    while (low > -1e9 && below(tails, low, at) > target) {
      low *= 2;
    }
    double high = 1;
    while (high < 1e9 && below(tails, high, at) <= target) {
      high *= 2;
    }
    for (int i = 0; i < 80 && high - low > 1e-13 * Math.abs(low); i++) {
      double middle = (low + high) / 2;
      if (below(tails, middle, at) <= target) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double upperQuantile(LossLaw.Tails tails, double mass) {
    double[] at = new double[4];
    double high = 1;
    while (high < 1e9 && above(tails, high, at) > mass) {
      high *= 2;
    }
    double low = -1;
    while (low > -1e9 && above(tails, low, at) <= mass) {
      low *= 2;
    }
    for (int i = 0; i < 80 && high - low > 1e-13 * Math.abs(high); i++) {
      double middle = (low + high) / 2;
      if (above(tails, middle, at) <= mass) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static double below(LossLaw.Tails tails, double loss, double[] at) {
    tails.at(loss, at);
    return at[0];
  }

  private static double above(LossLaw.Tails tails, double loss, double[] at) {
    tails.at(loss, at);
    return at[1];
  }

  /**
   * A lattice offset at which most of a narrow law's mass lies on, and never below, a point of the
   * lattice.
   */
  static double offset(LossLaw law, double step) {
    LossLaw.Tails tails = law.continuous();
    if (tails == null || !law.atoms().isEmpty()) {
      return law.atoms().stream()
          .filter(atom -> Double.isFinite(atom.loss()) && atom.p() > 0)
          .mapToDouble(LossLaw.Atom::loss)
          .findFirst()
          .orElse(0);
    }
    // The merged cell around the offset reaches from a step below it to two above it.
    double middle = quantile(tails, 0.5);
    double low = middle - 3 * step;
    double high = middle + 3 * step;
    for (int i = 0; i < 50; i++) {
      double offset = (low + high) / 2;
      if (mean(tails, offset - step, offset + 2 * step) < offset) {
        high = offset;
      } else {
        low = offset;
      }
    }
    return low - 1e-6 * step;
  }

  /** The loss of a cell merged to one point; infinite if the cell is empty. */
  private static double mean(LossLaw.Tails tails, double from, double to) {
    double[] before = new double[4];
    double[] after = new double[4];
    tails.at(from, before);
    tails.at(to, after);
    double p = before[0] < before[1] ? after[0] - before[0] : before[1] - after[1];
    double q = before[2] < before[3] ? after[2] - before[2] : before[3] - after[3];
    return p > 0 ? StrictMath.log(p / q) : Double.POSITIVE_INFINITY;
  }
}
