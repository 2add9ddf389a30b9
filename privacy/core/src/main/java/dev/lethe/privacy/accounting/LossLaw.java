package dev.lethe.privacy.accounting;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The privacy loss {@code L = log(P / Q)} of a dominating pair, as a part with a continuous
 * distribution function and atoms, with bounds on how far the computed values are from the true
 * ones.
 *
 * @param continuous tails of the part without atoms; null if there is none
 * @param atoms in increasing order of their losses, which may be infinite
 * @param shift most by which a loss at which tails are computed, or an atom, is misplaced
 * @param span distance of which all atoms are multiples of each other; NaN if not known
 * @param symmetric whether swapping P and Q gives the same law
 */
record LossLaw(
    @Nullable Tails continuous, List<Atom> atoms, double shift, double span, boolean symmetric) {
  /** Half the spacing of doubles at 1. */
  static final double U = 0x1p-53;

  /** Relative error of the mass of an atom. */
  static final double ATOM_ERROR = 0x1p-41;

  /**
   * @param loss its privacy loss
   * @param p mass under P
   * @param q mass under Q
   */
  record Atom(double loss, double p, double q) {}

  /** Distribution functions of the continuous part under P and Q, in terms of the loss. */
  interface Tails {
    /**
     * Fills {@code P(L <= loss), P(L > loss), Q(L <= loss), Q(L > loss)}.
     *
     * @return the relative error of all four
     */
    double at(double loss, double[] fourTails);
  }

  LossLaw {
    atoms = List.copyOf(atoms);
  }

  /** N(1, sigma^2) against N(0, sigma^2), sigma the noise multiplier. */
  static LossLaw gaussian(double noiseMultiplier) {
    double mu = 1 / noiseMultiplier;
    Tails tails =
        (loss, out) -> {
          double atP = loss / mu - mu / 2;
          double atQ = loss / mu + mu / 2;
          out[0] = NormalTail.above(-atP);
          out[1] = NormalTail.above(atP);
          out[2] = NormalTail.above(-atQ);
          out[3] = NormalTail.above(atQ);
          double y = Double.isInfinite(loss) ? 0 : Math.max(Math.abs(atP), Math.abs(atQ));
          double rounding = Double.isInfinite(loss) ? 0 : Math.abs(loss) / mu + mu;
          return NormalTail.RELATIVE_ERROR + 8 * U * (1 + y) * (1 + rounding);
        };
    return new LossLaw(tails, List.of(), 0, Double.NaN, true);
  }

  /** Laplace noise on a scalar, or on a vector whose L1 sensitivity is meant. */
  static LossLaw laplace(double noiseMultiplier) {
    double most = 1 / noiseMultiplier;
    double far = StrictMath.exp(-most) / 2;
    Tails tails =
        (loss, out) -> {
          double at = Math.max(-most, Math.min(most, loss));
          double up = (most + at) / 2;
          double down = (most - at) / 2;
          out[0] = -StrictMath.exp(-down) * StrictMath.expm1(-up) / 2;
          out[1] = -StrictMath.expm1(-down) / 2;
          out[2] = -StrictMath.expm1(-up) / 2;
          out[3] = -StrictMath.exp(-up) * StrictMath.expm1(-down) / 2;
          return 16 * U * (1 + most);
        };
    return new LossLaw(
        tails,
        List.of(new Atom(-most, far, 0.5), new Atom(most, 0.5, far)),
        8 * U * most,
        2 * most,
        true);
  }

  /** A law of atoms only. */
  static LossLaw discrete(List<Atom> atoms, double shift, double span, boolean symmetric) {
    return new LossLaw(null, atoms, shift, span, symmetric);
  }

  /**
   * {@code (1 - rate) Q + rate P} against Q: this pair with Poisson sampling, where a unit is
   * removed (Zhu, Dong and Wang 2022, theorem 11).
   */
  LossLaw sampled(double rate) {
    double rest = 1 - rate;
    double logRate = StrictMath.log(rate);
    Tails base = continuous;
    Tails tails =
        base == null
            ? null
            : (loss, out) -> {
              double error = base.at(unsampled(loss, rate, logRate), out);
              out[0] = rest * out[2] + rate * out[0];
              out[1] = rest * out[3] + rate * out[1];
              return error + 4 * U;
            };
    List<Atom> mixed = new ArrayList<>();
    double largest = 0;
    for (Atom atom : atoms) {
      double loss = sampledLoss(atom.loss(), rate, logRate);
      if (Double.isFinite(loss)) {
        largest = Math.max(largest, Math.abs(loss));
      }
      mixed.add(new Atom(loss, rest * atom.q() + rate * atom.p(), atom.q()));
    }
    double rounding = 8 * U * (2 + largest - logRate + 2 * rate / rest);
    return new LossLaw(tails, mixed, shift + rounding, Double.NaN, false);
  }

  private static double sampledLoss(double loss, double rate, double logRate) {
    return loss > 30
        ? loss + logRate + StrictMath.log1p((1 - rate) / rate * StrictMath.exp(-loss))
        : StrictMath.log1p(rate * StrictMath.expm1(loss));
  }

  private static double unsampled(double loss, double rate, double logRate) {
    if (loss > 30) {
      return loss - logRate + StrictMath.log1p(-(1 - rate) * StrictMath.exp(-loss));
    }
    double ratio = StrictMath.expm1(loss) + rate;
    return ratio > 0 ? StrictMath.log(ratio / rate) : Double.NEGATIVE_INFINITY;
  }

  /**
   * {@code (1 - rate) N(0) + rate N(1)} against {@code (1 - rate) N(0) + rate N(-1)}: a Poisson
   * sample's sum of contributions of norm at most 1, one of which is replaced.
   */
  static LossLaw replacedInSample(double rate, double sigma) {
    double variance = sigma * sigma;
    double logRest = StrictMath.log1p(-rate);
    double logScale = StrictMath.log(rate) - 1 / (2 * variance);
    Tails tails =
        (loss, out) -> {
          double half = loss / 2;
          double x = variance * (half + asinhOfScaledSinh(half, logRest - logScale));
          if (Double.isInfinite(loss)) {
            x = loss;
          }
          double none = x / sigma;
          double plus = (x - 1) / sigma;
          double minus = (x + 1) / sigma;
          out[0] = (1 - rate) * NormalTail.above(-none) + rate * NormalTail.above(-plus);
          out[1] = (1 - rate) * NormalTail.above(none) + rate * NormalTail.above(plus);
          out[2] = (1 - rate) * NormalTail.above(-none) + rate * NormalTail.above(-minus);
          out[3] = (1 - rate) * NormalTail.above(none) + rate * NormalTail.above(minus);
          double y = Double.isInfinite(loss) ? 0 : Math.abs(none) + 1 / sigma;
          return NormalTail.RELATIVE_ERROR + 8 * U * (1 + y * y);
        };
    double shift = 32 * U * (3 + 1 / variance + Math.abs(logRest - logScale));
    return new LossLaw(tails, List.of(), shift, Double.NaN, true);
  }

  /** {@code asinh(e^logFactor sinh(half))}, without overflow. */
  private static double asinhOfScaledSinh(double half, double logFactor) {
    double size = Math.abs(half);
    double logSinh =
        size > 1
            ? size + StrictMath.log1p(-StrictMath.exp(-2 * size)) - StrictMath.log(2)
            : StrictMath.log(StrictMath.sinh(size));
    double log = logFactor + logSinh;
    double value;
    if (log > 18) {
      value = log + StrictMath.log(2);
    } else {
      double argument = StrictMath.exp(log);
      value =
          StrictMath.log1p(
              argument + argument * argument / (1 + Math.sqrt(1 + argument * argument)));
    }
    return Math.copySign(value, half);
  }

  /** The pair with P and Q swapped. */
  LossLaw swapped() {
    if (symmetric) {
      return this;
    }
    Tails base = continuous;
    Tails tails =
        base == null
            ? null
            : (loss, out) -> {
              double error = base.at(-loss, out);
              double below = out[3];
              double above = out[2];
              out[2] = out[1];
              out[3] = out[0];
              out[0] = below;
              out[1] = above;
              return error;
            };
    List<Atom> mirrored = new ArrayList<>();
    for (int i = atoms.size() - 1; i >= 0; i--) {
      Atom atom = atoms.get(i);
      mirrored.add(new Atom(-atom.loss(), atom.q(), atom.p()));
    }
    return new LossLaw(tails, mirrored, shift, span, false);
  }
}
