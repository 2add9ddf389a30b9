package dev.lethe.privacy.accounting;

import java.util.List;

/**
 * Two measures on the losses {@code offset + k step} that enclose a privacy loss distribution: the
 * hockey-stick curve of the upper one is nowhere below that of the law, and that of the lower one
 * nowhere above, once losses are moved by {@code shift}.
 *
 * <p>The upper measure connects the dots of the curve (Doroshenko et al. 2022): the mass of a cell
 * goes to both its ends so that P and Q keep their masses. The lower one merges three cells and
 * keeps their masses under P and Q too, on two points inside that the merged law still dominates.
 *
 * @param offset loss of index 0
 * @param step distance of the lattice
 * @param first index of the first mass
 * @param upper masses under P, rounded up
 * @param upperInfinity mass at infinite loss, rounded up
 * @param lower masses under P, rounded down
 * @param lowerInfinity mass at infinite loss, rounded down
 * @param shift most by which any loss is misplaced
 */
record LatticeLaw(
    double offset,
    double step,
    long first,
    double[] upper,
    double upperInfinity,
    double[] lower,
    double lowerInfinity,
    double shift) {
  private static final double TINY = 1e-307;
  private static final double U = LossLaw.U;

  /** Losses beyond this would leave the range of doubles as likelihood ratios. */
  static final double LARGEST_LOSS = 600;

  /**
   * @param law the law
   * @param offset where the lattice lies
   * @param step its distance, at most 1
   * @param low loss below which the lower measure has no mass
   * @param high loss beyond which the upper measure is infinite
   */
  static LatticeLaw of(LossLaw law, double offset, double step, double low, double high) {
    Builder builder = new Builder(law, offset, step, low, high);
    LossLaw.Tails tails = law.continuous();
    if (tails != null) {
      builder.cells(tails);
    }
    builder.atoms(law.atoms());
    double largest = Math.max(Math.abs(low), Math.abs(high)) + 4 * step + Math.abs(offset);
    return new LatticeLaw(
        offset,
        step,
        builder.first,
        builder.upper,
        builder.upperInfinity,
        builder.lower,
        builder.lowerInfinity,
        2 * law.shift() + 128 * U * largest);
  }

  private static final class Builder {
    private final double offset;
    private final double step;
    private final long first;
    private final int count;
    private final double[] upper;
    private final double[] lower;
    private double upperInfinity;
    private double lowerInfinity;
    // A merged mass that no two points of its own replace, and its mean.
    private double waiting;
    private double waitingMean;
    // 1 - e^-step: what one step of the lattice takes from a likelihood ratio.
    private final double fall;
    private final double shift;

    Builder(LossLaw law, double offset, double step, double low, double high) {
      this.offset = offset;
      this.step = step;
      // Three cells belong together; the middle one begins at a multiple of 3.
      long triple = (long) Math.floor((low - offset) / step / 3);
      long triples = (long) Math.ceil((high - offset) / step / 3) + 1 - triple;
      this.first = 3 * triple - 1;
      this.count = Math.toIntExact(3 * triples + 1);
      this.upper = new double[count];
      this.lower = new double[count];
      this.fall = -StrictMath.expm1(-step);
      this.shift = law.shift() + 64 * U * (Math.max(Math.abs(low), Math.abs(high)) + step);
    }

    double loss(long index) {
      return offset + (first + index) * step;
    }

    void cells(LossLaw.Tails tails) {
      double[] before = new double[4];
      double[] after = new double[4];
      double[] p = new double[3];
      double[] q = new double[3];
      double[] pError = new double[3];
      double[] qError = new double[3];
      double error = tails.at(loss(0), before);
      upper[0] += before[0] * (1 + error) + TINY;
      for (int i = 1; i < count; i++) {
        int cell = (i - 1) % 3;
        double nextError = tails.at(loss(i), after);
        double relative = Math.max(error, nextError) + 2 * U;
        boolean below = before[0] < before[1];
        p[cell] = Math.max(0, below ? after[0] - before[0] : before[1] - after[1]);
        pError[cell] = relative * (below ? after[0] + before[0] : before[1] + after[1]) + TINY;
        below = before[2] < before[3];
        q[cell] = Math.max(0, below ? after[2] - before[2] : before[3] - after[3]);
        qError[cell] = relative * (below ? after[2] + before[2] : before[3] + after[3]) + TINY;
        connect(i - 1, p[cell], pError[cell], q[cell], qError[cell]);
        if (cell == 2) {
          merge(i - 3, p, pError, q, qError);
        }
        double[] swap = before;
        before = after;
        after = swap;
        error = nextError;
      }
      if (waiting > 0) {
        floor(waiting, waitingMean);
      }
      upperInfinity += before[1] * (1 + error) + TINY;
      lower[count - 1] += Math.max(0, before[1] * (1 - error) - TINY);
    }

    /** The cell from index i to i + 1, for the upper measure. */
    private void connect(int i, double p, double pError, double q, double qError) {
      double most = p + pError;
      double likelihood = StrictMath.exp(loss(i)) * (1 - 4 * U);
      // Share of the mass that must go up for Q to keep its mass: less Q means more loss.
      double up = (most - Math.max(0, q - qError) * likelihood) / fall * (1 + 8 * U);
      up = Math.max(0, Math.min(most, up));
      upper[i] += (most - up) * (1 + 2 * U);
      upper[i + 1] += up * (1 + 2 * U);
    }

    /** The three cells from index i to i + 3, for the lower measure. */
    private void merge(int i, double[] p, double[] pError, double[] q, double[] qError) {
      double mass = (p[0] + p[1] + p[2]) * (1 - 4 * U);
      double massError = pError[0] + pError[1] + pError[2] + 8 * U * mass;
      double other = q[0] + q[1] + q[2];
      double otherError = qError[0] + qError[1] + qError[2] + 8 * U * other;
      double least = mass - massError;
      if (!(least > 0)) {
        return;
      }
      // The mean likelihood ratio Q / P in units of the one at index i + 1.
      double likelihood = StrictMath.exp(loss(i + 1));
      double ratio = (other + otherError) * likelihood / least * (1 + 8 * U);
      double mean = i + 1 - StrictMath.log(ratio) / step - 16 * U / step;
      if (waiting > 0) {
        boolean narrowed = narrow(waiting, waitingMean, least, mean);
        if (!narrowed) {
          floor(waiting, waitingMean);
        }
        waiting = 0;
        if (narrowed) {
          return;
        }
      }
      if (ratio <= 1) {
        double t = (1 - ratio) / fall * (1 - 8 * U);
        double smallest = (other - otherError) * likelihood / (mass + massError) * (1 - 8 * U);
        double most = (1 - smallest) / fall * (1 + 8 * U);
        if (most <= 1 && dominated(most * (mass + massError), likelihood, p, pError, q, qError)) {
          lower[i + 1] += least * (1 - t) * (1 - 4 * U);
          lower[i + 2] += least * t * (1 - 4 * U);
          return;
        }
      }
      // Too steep for two points of its own: it waits for its neighbour.
      waiting = least;
      waitingMean = Math.max(i, mean);
    }

    private void floor(double mass, double mean) {
      lower[(int) Math.max(0, Math.min(count - 1, Math.floor(mean)))] += mass;
    }

    /** Two masses at indices between points of the lattice, moved towards each other. */
    private boolean narrow(double left, double leftMean, double right, double rightMean) {
      int from = (int) Math.ceil(leftMean);
      int to = (int) Math.floor(rightMean);
      double both = (left + right) * (1 - 2 * U);
      double sum =
          left * StrictMath.exp((from - leftMean) * step)
              + right * StrictMath.exp((from - rightMean) * step);
      double mean = sum / (left + right) * (1 + 16 * U);
      if (to < from || to >= count || mean > 1) {
        return false;
      }
      double share =
          to == from ? 0 : (1 - mean) / -StrictMath.expm1((from - to) * step) * (1 - 8 * U);
      if (share > 1) {
        return false;
      }
      lower[from] += both * (1 - share) * (1 - 4 * U);
      lower[to] += both * share * (1 - 4 * U);
      return true;
    }

    /**
     * Whether a part of the merged law of this mass lies on average at index i + 2 or above: the
     * last cell, and as much of the others as it takes. Then the law dominates two points.
     */
    private boolean dominated(
        double mass, double likelihood, double[] p, double[] pError, double[] q, double[] qError) {
      double left = mass;
      double other = 0;
      for (int cell = 2; cell >= 0 && left > 0; cell--) {
        double least = Math.max(0, p[cell] - pError[cell]);
        if (cell == 2 && left <= least) {
          return true;
        }
        // The smaller the mass taken to be in a cell, the larger the share that is needed of it.
        double share = left <= least ? left / least * (1 + 8 * U) : 1;
        other += share * (q[cell] + qError[cell]);
        left -= least;
      }
      return left <= 0 && other * likelihood * (1 + 32 * U) <= (1 - fall) * mass * (1 - 32 * U);
    }

    void atoms(List<LossLaw.Atom> atoms) {
      List<LossLaw.Atom> finite =
          atoms.stream().filter(atom -> Double.isFinite(atom.loss()) && atom.p() > 0).toList();
      // What a law of many atoms leaves out is less than this.
      upperInfinity += TINY;
      for (LossLaw.Atom atom : atoms) {
        if (atom.loss() == Double.POSITIVE_INFINITY) {
          upperInfinity += atom.p() * (1 + LossLaw.ATOM_ERROR);
          lowerInfinity += atom.p() * (1 - LossLaw.ATOM_ERROR);
        }
      }
      for (LossLaw.Atom atom : finite) {
        split(atom);
      }
      for (int i = 0, j = finite.size() - 1; i <= j; ) {
        if (i == j) {
          floor(finite.get(i++));
        } else if (finite.size() <= 3) {
          narrow(finite.get(i++), finite.get(j--));
        } else {
          narrow(finite.get(i), finite.get(i + 1));
          i += 2;
        }
      }
    }

    /**
     * Index of the lattice point at or below a loss, or the next one if that is as near as may be.
     */
    private long below(double loss) {
      double at = (loss - offset) / step - first;
      long nearest = Math.round(at);
      return Math.abs(loss(nearest) - loss) <= shift ? nearest : (long) Math.floor(at);
    }

    private long above(double loss) {
      double at = (loss - offset) / step - first;
      long nearest = Math.round(at);
      return Math.abs(loss(nearest) - loss) <= shift ? nearest : (long) Math.ceil(at);
    }

    private void split(LossLaw.Atom atom) {
      double mass = atom.p() * (1 + LossLaw.ATOM_ERROR) * (1 + 4 * U);
      long down = below(atom.loss());
      long up = above(atom.loss());
      if (up >= count) {
        upperInfinity += mass;
      } else if (up <= 0) {
        upper[0] += mass;
      } else if (up == down) {
        upper[(int) up] += mass;
      } else {
        double share = -StrictMath.expm1(loss(down) - atom.loss()) / fall * (1 + 8 * U);
        share = Math.max(0, Math.min(1, share));
        upper[(int) down] += mass * (1 - share);
        upper[(int) up] += mass * share;
      }
    }

    private void floor(LossLaw.Atom atom) {
      long index = below(atom.loss());
      if (index >= 0) {
        lower[(int) Math.min(count - 1, index)] += atom.p() * (1 - LossLaw.ATOM_ERROR);
      }
    }

    /** Two atoms, moved towards each other so that P and Q keep their masses. */
    private void narrow(LossLaw.Atom left, LossLaw.Atom right) {
      long from = above(left.loss());
      long to = below(right.loss());
      if (from >= to || from < 0 || to >= count) {
        floor(left);
        floor(right);
        return;
      }
      double p = (left.p() + right.p()) * (1 - LossLaw.ATOM_ERROR);
      // Mass whose move from `from` to `to` brings the likelihoods to their mean.
      double stay = left.p() * ratio(left.loss() - loss(from));
      double go = right.p() * ratio(right.loss() - loss(from));
      double mean = (stay + go) / (left.p() + right.p()) * (1 + 4 * LossLaw.ATOM_ERROR);
      double share = (1 - mean) / -StrictMath.expm1(loss(from) - loss(to)) * (1 - 8 * U);
      if (!(share >= 0 && share <= 1)) {
        floor(left);
        floor(right);
        return;
      }
      lower[(int) from] += p * (1 - share);
      lower[(int) to] += p * share;
    }

    private static double ratio(double distance) {
      return StrictMath.exp(-distance);
    }
  }
}
