package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds the Renyi divergence of an event from above, in both directions, by the privacy loss
 * distributions of its dominating pairs: the divergence is a mean of hockey-stick divergences with
 * positive weights, so that a pair that dominates in these has the larger one.
 */
final class DistributionDivergence implements Divergence {
  private record Part(Divergence removed, Divergence added, double count) {}

  private final List<Part> parts = new ArrayList<>();

  private DistributionDivergence() {}

  static DistributionDivergence of(PrivacyEvent event, NeighbouringRelation relation) {
    DistributionDivergence divergence = new DistributionDivergence();
    LossKinds.of(event).forEach((kind, count) -> divergence.parts.add(part(kind, relation, count)));
    return divergence;
  }

  private static Part part(LossKinds.Kind kind, NeighbouringRelation relation, double count) {
    PrivacyEvent mechanism = kind.mechanism();
    LossLaw law = LossLaws.of(mechanism, kind.rate(), relation);
    if (mechanism instanceof ApproximateDp given && given.delta() > 0) {
      return new Part(order -> Double.POSITIVE_INFINITY, order -> Double.POSITIVE_INFINITY, count);
    }
    // Sampling mixes both sides with what they have in common, and the divergence is jointly
    // quasi-convex (van Erven and Harremoes 2014, theorem 13).
    Divergence coarse = coarse(kind, relation);
    boolean truncated = mechanism instanceof DiscreteGaussian;
    Divergence removed = moments(law, coarse, truncated);
    return new Part(
        removed, law.symmetric() ? removed : moments(law.swapped(), coarse, truncated), count);
  }

  private static Divergence coarse(LossKinds.Kind kind, NeighbouringRelation relation) {
    Divergence unsampled = new RenyiPricing(relation).of(kind.mechanism());
    if (relation != NeighbouringRelation.REPLACE_ONE
        || kind.rate() == 1
        || !(kind.mechanism() instanceof Gaussian gaussian)) {
      return unsampled;
    }
    // Either side has at least the density (1 - q) N(0), and the other is a mixture of N(0) and
    // its shift by half the sensitivity.
    Divergence half = new SampledGaussianDivergence(1, 2 * gaussian.noiseMultiplier());
    double missing = -StrictMath.log1p(-kind.rate()) * (1 + 0x1p-50);
    return order -> Math.min(unsampled.at(order), RenyiCurve.addUp(half.at(order), missing));
  }

  private static Divergence moments(LossLaw law, Divergence coarse, boolean truncated) {
    double listed = Double.POSITIVE_INFINITY;
    if (truncated) {
      listed = law.atoms().get(law.atoms().size() - 1).loss() - law.shift();
    }
    return new LossMoments(law, coarse, listed);
  }

  @Override
  public double at(double order) {
    double removed = 0;
    double added = 0;
    for (Part part : parts) {
      double each = part.removed().at(order);
      removed = RenyiCurve.addUp(removed, RenyiCurve.timesUp(each, part.count()));
      double other = part.added() == part.removed() ? each : part.added().at(order);
      added = RenyiCurve.addUp(added, RenyiCurve.timesUp(other, part.count()));
    }
    return Math.max(removed, added);
  }
}
