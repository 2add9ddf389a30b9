package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.RandomizedResponse;
import java.util.ArrayList;
import java.util.List;

/** Dominating pairs of single releases, each within the domain it is proven for. */
final class LossLaws {
  private static final int MOST_ATOMS = 1 << 20;

  private LossLaws() {}

  /**
   * The dominating pair, for a unit removed; its swap is the one for a unit added.
   *
   * @param mechanism a mechanism, not a sampling or a composition
   * @param rate of Poisson sampling, 1 for none
   * @throws UnsupportedEventException without a proof
   */
  static LossLaw of(PrivacyEvent mechanism, double rate, NeighbouringRelation relation) {
    if (rate == 1) {
      return plain(mechanism, relation);
    }
    if (relation == NeighbouringRelation.REPLACE_ONE) {
      if (mechanism instanceof Gaussian gaussian) {
        // Noise over the sensitivity 2 C of the relation, so twice that over C.
        return LossLaw.replacedInSample(rate, 2 * gaussian.noiseMultiplier());
      }
      throw new UnsupportedEventException(
          "Poisson sampling under replace-one has a proof here for Gaussians only, not for "
              + mechanism);
    }
    if (relation == NeighbouringRelation.ZERO_OUT && mechanism instanceof ApproximateDp) {
      throw new UnsupportedEventException(
          "Poisson sampling under zero-out needs a mechanism that adds noise to a sum, so that a"
              + " zero counts as nobody; use add-or-remove-one for "
              + mechanism);
    }
    if (mechanism instanceof RandomizedResponse) {
      throw new UnsupportedEventException(
          "randomized response reports one unit each, so a sample of units changes nothing for"
              + " those in it; describe it without sampling");
    }
    return plain(mechanism, relation).sampled(rate);
  }

  private static LossLaw plain(PrivacyEvent mechanism, NeighbouringRelation relation) {
    if (mechanism instanceof Gaussian gaussian) {
      return LossLaw.gaussian(gaussian.noiseMultiplier());
    }
    if (mechanism instanceof Laplace laplace) {
      return LossLaw.laplace(laplace.noiseMultiplier());
    }
    if (mechanism instanceof DiscreteGaussian discrete) {
      return discreteGaussian(discrete);
    }
    if (mechanism instanceof ApproximateDp known) {
      return approximate(known);
    }
    if (mechanism instanceof RandomizedResponse response) {
      if (relation == NeighbouringRelation.ADD_OR_REMOVE_ONE) {
        throw new UnsupportedEventException(
            "the number of randomized responses tells how many units there are; use replace-one");
      }
      return response(response);
    }
    throw new UnsupportedEventException(
        "the accountant pld has no dominating pair for " + mechanism + "; use rdp or best");
  }

  /** Kairouz, Oh and Viswanath (2015), theorem 3.1: nothing that is as private tells more. */
  private static LossLaw approximate(ApproximateDp known) {
    double epsilon = known.epsilon();
    double rest = 1 - known.delta();
    double more = rest / (1 + StrictMath.exp(-epsilon));
    double less = rest * StrictMath.exp(-epsilon) / (1 + StrictMath.exp(-epsilon));
    List<LossLaw.Atom> atoms = new ArrayList<>();
    if (known.delta() > 0) {
      atoms.add(new LossLaw.Atom(Double.NEGATIVE_INFINITY, 0, known.delta()));
    }
    atoms.add(new LossLaw.Atom(-epsilon, less, more));
    atoms.add(new LossLaw.Atom(epsilon, more, less));
    if (known.delta() > 0) {
      atoms.add(new LossLaw.Atom(Double.POSITIVE_INFINITY, known.delta(), 0));
    }
    return LossLaw.discrete(atoms, 0, 2 * epsilon, true);
  }

  private static LossLaw response(RandomizedResponse response) {
    double truth = response.truthProbability();
    double other = (1 - truth) / (response.categories() - 1.0);
    double loss = Math.max(0, StrictMath.log(truth / other));
    List<LossLaw.Atom> atoms = new ArrayList<>();
    atoms.add(new LossLaw.Atom(-loss, other, truth));
    if (response.categories() > 2) {
      double neither = other * (response.categories() - 2.0);
      atoms.add(new LossLaw.Atom(0, neither, neither));
    }
    atoms.add(new LossLaw.Atom(loss, truth, other));
    double span = response.categories() > 2 ? loss : 2 * loss;
    return LossLaw.discrete(atoms, 16 * LossLaw.U * (1 + loss), span, true);
  }

  private static LossLaw discreteGaussian(DiscreteGaussian event) {
    double sigma = event.standardDeviation();
    double moved = event.sensitivity();
    double reach = Math.ceil(38 * sigma) + 1;
    if (!(2 * reach + moved < MOST_ATOMS)) {
      throw new UnsupportedEventException(
          "the accountant pld lists the values of a discrete Gaussian, and "
              + event
              + " has more than "
              + MOST_ATOMS
              + "; use rdp");
    }
    double scale = 2 * sigma * sigma;
    double total = 1;
    double lost = 0;
    for (long y = 1; y <= reach; y++) {
      double term = 2 * StrictMath.exp(-y * (double) y / scale) - lost;
      double next = total + term;
      lost = next - total - term;
      total = next;
    }
    List<LossLaw.Atom> atoms = new ArrayList<>();
    for (long y = (long) -reach; y <= moved + reach; y++) {
      double p = StrictMath.exp(-(y - moved) * (y - moved) / scale) / total;
      double q = StrictMath.exp(-y * (double) y / scale) / total;
      atoms.add(new LossLaw.Atom(moved * (2 * y - moved) / scale, p, q));
    }
    double largest = moved * (moved + 2 * reach) / scale;
    return LossLaw.discrete(atoms, 8 * LossLaw.U * largest, 2 * moved / scale, true);
  }
}
