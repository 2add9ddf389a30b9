package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.RandomizedResponse;
import dev.lethe.privacy.event.ZeroConcentrated;

/** Finds the proven Renyi bound of an irreducible event, or refuses it. */
final class RenyiPricing {
  private final NeighbouringRelation relation;

  RenyiPricing(NeighbouringRelation relation) {
    this.relation = relation;
  }

  /**
   * The bound of one part of a {@link NormalForm}.
   *
   * @throws UnsupportedEventException if there is no proof for it
   */
  Divergence of(PrivacyEvent part) {
    if (part instanceof Gaussian gaussian) {
      return new SampledGaussianDivergence(1, gaussian.noiseMultiplier());
    }
    if (part instanceof Laplace laplace) {
      return LaplaceDivergence.ofMultiplier(laplace.noiseMultiplier());
    }
    if (part instanceof DiscreteGaussian noise) {
      return ConcentratedDivergence.discreteGaussian(
          noise.standardDeviation(), (double) noise.sensitivity());
    }
    if (part instanceof ZeroConcentrated concentrated) {
      return new ConcentratedDivergence(concentrated.rho());
    }
    if (part instanceof ApproximateDp pure) {
      return PureDivergence.of(pure.epsilon());
    }
    if (part instanceof RandomizedResponse response) {
      return randomizedResponse(response);
    }
    if (part instanceof PoissonSampled sampled) {
      return poisson(sampled);
    }
    throw refused(part);
  }

  private Divergence randomizedResponse(RandomizedResponse response) {
    if (relation == NeighbouringRelation.ADD_OR_REMOVE_ONE) {
      throw new UnsupportedEventException(
          "randomized response has no bound under add-or-remove-one: a missing response tells that"
              + " its unit is missing; use replace-one or zero-out");
    }
    return PureDivergence.randomizedResponse(
        response.truthProbability(), (double) response.categories());
  }

  private Divergence poisson(PoissonSampled sampled) {
    if (relation == NeighbouringRelation.REPLACE_ONE) {
      throw new UnsupportedEventException(
          "Poisson sampling has no proven Renyi bound here under replace-one;"
              + " use add-or-remove-one or zero-out");
    }
    if (sampled.event() instanceof Gaussian gaussian) {
      return new SampledGaussianDivergence(sampled.samplingRate(), gaussian.noiseMultiplier());
    }
    throw refused(sampled);
  }

  private static UnsupportedEventException refused(PrivacyEvent part) {
    return new UnsupportedEventException("the accountant rdp has no proof for " + part);
  }
}
