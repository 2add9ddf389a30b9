package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.ZeroConcentrated;
import java.util.Map;

/** Finds a rho that holds at every Renyi order, rounded up, or refuses. */
final class EventConcentration {
  private EventConcentration() {}

  static double of(PrivacyEvent event, NeighbouringRelation relation) {
    NormalForm form = EventNormaliser.normalise(event, relation);
    if (form.failureDelta() > 0) {
      throw new UnsupportedEventException(
          "an event that can fail is not zero-concentrated: its outputs may tell everything");
    }
    RenyiPricing pricing = new RenyiPricing(relation);
    double sum = 0;
    for (Map.Entry<PrivacyEvent, Double> part : form.parts().entrySet()) {
      double rho = of(part.getKey(), pricing);
      sum = RenyiCurve.addUp(sum, RenyiCurve.timesUp(rho, part.getValue()));
    }
    return sum;
  }

  private static double of(PrivacyEvent part, RenyiPricing pricing) {
    if (part instanceof Gaussian gaussian) {
      double mu = Math.nextUp(1 / gaussian.noiseMultiplier());
      return Math.nextUp(mu * mu / 2);
    }
    if (part instanceof DiscreteGaussian noise) {
      return ConcentratedDivergence.discreteGaussian(
              noise.standardDeviation(), (double) noise.sensitivity())
          .rho();
    }
    if (part instanceof ZeroConcentrated concentrated) {
      return concentrated.rho();
    }
    double pure = PureEpsilon.of(Map.of(part, 1.0));
    if (Double.isInfinite(pure)) {
      throw new UnsupportedEventException(
          "no rho is proven to hold at every order for "
              + part
              + "; parts must be Gaussian, discrete Gaussian, zero-concentrated or purely private,"
              + " without sampling");
    }
    // Refuses what has no proof under the relation, however private it is elsewhere.
    pricing.of(part);
    return PrivacyConversions.pureToConcentrated(pure);
  }

  /** The largest of {@code divergence / order} over all orders above 1. */
  static double of(RenyiCurve curve, double pureEpsilon) {
    double before = 1;
    double most = 0;
    for (int i = 0; i < curve.orders().size(); i++) {
      most = Math.max(most, Math.min(curve.divergences().get(i), pureEpsilon) / before);
      before = curve.orders().get(i);
    }
    most = Math.nextUp(Math.max(most, pureEpsilon / before));
    return Math.min(most, PrivacyConversions.pureToConcentrated(pureEpsilon));
  }
}
