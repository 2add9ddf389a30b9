package dev.lethe.privacy.accounting;

import static dev.lethe.privacy.event.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static dev.lethe.privacy.event.NeighbouringRelation.REPLACE_ONE;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.BallsInBins;
import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.FixedSizeSampled;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.GroupOf;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.RandomizedResponse;
import dev.lethe.privacy.event.SelectedBest;
import dev.lethe.privacy.event.TrialCount.NegativeBinomial;
import dev.lethe.privacy.event.ZeroConcentrated;
import java.util.Map;

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
    if (part instanceof ApproximateDp pure && pure.delta() == 0) {
      return PureDivergence.of(pure.epsilon());
    }
    if (part instanceof RandomizedResponse response) {
      return randomizedResponse(response);
    }
    if (part instanceof PoissonSampled sampled) {
      return poisson(sampled);
    }
    if (part instanceof FixedSizeSampled sampled) {
      return fixedSize(sampled);
    }
    if (part instanceof BallsInBins epoch && epoch.event() instanceof Gaussian gaussian) {
      refuseReplaceOne("balls-in-bins");
      return BallsInBinsDivergence.of(epoch.bins(), gaussian.noiseMultiplier());
    }
    if (part instanceof SelectedBest search) {
      return selectedBest(search);
    }
    if (part instanceof GroupOf group) {
      return group(group);
    }
    throw new UnsupportedEventException("the accountant rdp has no proof for " + part);
  }

  private Divergence randomizedResponse(RandomizedResponse response) {
    if (relation == ADD_OR_REMOVE_ONE) {
      throw new UnsupportedEventException(
          "randomized response has no bound under add-or-remove-one: a missing response tells that"
              + " its unit is missing; use replace-one or zero-out");
    }
    return PureDivergence.randomizedResponse(
        response.truthProbability(), (double) response.categories());
  }

  private Divergence poisson(PoissonSampled sampled) {
    refuseReplaceOne("Poisson sampling");
    double rate = sampled.samplingRate();
    PrivacyEvent event = sampled.event();
    if (event instanceof Gaussian gaussian) {
      return new SampledGaussianDivergence(rate, gaussian.noiseMultiplier());
    }
    if (event instanceof Laplace || event instanceof DiscreteGaussian) {
      return SampledMoments.symmetric(rate, of(event));
    }
    Map<PrivacyEvent, Double> inside = EventNormaliser.normalise(event, relation).parts();
    if (relation != ADD_OR_REMOVE_ONE
        && !inside.keySet().stream().allMatch(RenyiPricing::addsNoise)) {
      throw new UnsupportedEventException(
          "under zero-out, Poisson sampling has a proof for sums with added noise only, not for "
              + event
              + "; use add-or-remove-one");
    }
    if (event instanceof ApproximateDp pure) {
      return new SampledPureDivergence(rate, pure.epsilon());
    }
    return SampledMoments.of(rate, new TotalDivergence(inside, this));
  }

  /** Whether a unit that contributes zero is the same as one that is not in the sample. */
  private static boolean addsNoise(PrivacyEvent event) {
    return event instanceof Gaussian
        || event instanceof Laplace
        || event instanceof DiscreteGaussian;
  }

  private Divergence fixedSize(FixedSizeSampled sampled) {
    if (relation != REPLACE_ONE) {
      throw new UnsupportedEventException(
          "fixed-size sampling has no bound under "
              + relation.tag()
              + ": its batch size tells the number of units; use replace-one");
    }
    double rate = EventNormaliser.rate(sampled);
    if (sampled.event() instanceof Gaussian gaussian) {
      return FixedSizeGaussian.of(rate, gaussian.noiseMultiplier());
    }
    if (sampled.event() instanceof ApproximateDp pure) {
      return PureDivergence.fixedSize(rate, pure.epsilon());
    }
    Map<PrivacyEvent, Double> inside = EventNormaliser.normalise(sampled.event(), relation).parts();
    Divergence byMoments = FixedSizeMoments.of(rate, new TotalDivergence(inside, this));
    double pure = PureEpsilon.of(inside);
    if (Double.isInfinite(pure)) {
      return byMoments;
    }
    Divergence byEpsilon = PureDivergence.fixedSize(rate, pure);
    return order -> Math.min(byEpsilon.at(order), byMoments.at(order));
  }

  private Divergence selectedBest(SelectedBest search) {
    Map<PrivacyEvent, Double> trial = EventNormaliser.normalise(search.trial(), relation).parts();
    Divergence bound =
        new SelectedBestDivergence(new TotalDivergence(trial, this), search.trials());
    double pure = PureEpsilon.of(trial);
    if (search.trials() instanceof NegativeBinomial law && Double.isFinite(pure)) {
      // Theorem 2 with both orders unbounded; 3 epsilon at shape 1 (Liu and Talwar 2019).
      double factor = Math.nextUp(2 + law.shape());
      Divergence byEpsilon = PureDivergence.of(Math.nextUp(factor * pure));
      return order -> Math.min(byEpsilon.at(order), bound.at(order));
    }
    return bound;
  }

  private Divergence group(GroupOf group) {
    if (group.event() instanceof PoissonSampled sampled
        && sampled.event() instanceof Gaussian gaussian
        && GroupedGaussian.covers(group.size())) {
      refuseReplaceOne("Poisson sampling");
      return GroupedGaussian.of(
          sampled.samplingRate(), gaussian.noiseMultiplier(), (int) group.size());
    }
    return new GroupDivergence(group.size(), of(group.event()));
  }

  private void refuseReplaceOne(String what) {
    if (relation == REPLACE_ONE) {
      throw new UnsupportedEventException(
          what
              + " has no proven Renyi bound here under replace-one;"
              + " use add-or-remove-one or zero-out");
    }
  }
}
