package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Encloses {@code Phi(Phi^-1(1 - alpha) - mu)}, the trade-off function of Gaussians (Dong, Roth and
 * Su 2019, definition 2.6 and corollary 3.3), up to rounding.
 *
 * @param mu rounded up
 * @param least the same, rounded down; NaN if the Gaussian only bounds the event
 */
record GaussianTradeOff(double mu, double least) implements TradeOffCurve {
  private static final double U = LossLaw.U;
  // Beyond this the normal tail is not a normal double.
  private static final double FARTHEST = 37;
  private static final double MARGIN = 1e-11;

  /** The curve, if the event comes down to Gaussians without sampling. */
  static Optional<GaussianTradeOff> of(PrivacyEvent event, NeighbouringRelation relation) {
    NormalForm form;
    double mu;
    try {
      form = EventNormaliser.normalise(event, relation);
      mu = Math.nextUp(1 / JointGaussian.ofParts(form.parts(), ""));
    } catch (UnsupportedEventException e) {
      return Optional.empty();
    }
    if (form.failureDelta() > 0 || !(mu < 1e100)) {
      return Optional.empty();
    }
    return Optional.of(
        new GaussianTradeOff(mu, isGaussian(event) ? mu * (1 - MARGIN) : Double.NaN));
  }

  /** Whether nothing but composition was rewritten, so that the curve is attained. */
  private static boolean isGaussian(PrivacyEvent event) {
    Map<LossKinds.Kind, Double> kinds = LossKinds.of(event);
    LossKinds.Kind first = kinds.keySet().iterator().next();
    return kinds.size() == 1 && first.rate() == 1 && first.mechanism() instanceof Gaussian;
  }

  @Override
  public double beta(double alpha) {
    EnvelopedTradeOff.requireProbability(alpha);
    if (alpha == 1) {
      return 0;
    }
    double at = quantile(alpha, 1) - mu;
    at -= 4 * U * (Math.abs(at) + mu);
    return alpha == 0
        ? 1
        : Math.max(0, NormalTail.above(-at) * (1 - error(at)) - Double.MIN_NORMAL);
  }

  @Override
  public OptionalDouble betaAtMost(double alpha) {
    EnvelopedTradeOff.requireProbability(alpha);
    if (Double.isNaN(least)) {
      return OptionalDouble.empty();
    }
    double at = quantile(alpha, -1) - least;
    at += 4 * U * (Math.abs(at) + mu);
    double most = NormalTail.above(-at) * (1 + error(at)) + Double.MIN_NORMAL;
    return OptionalDouble.of(alpha == 1 ? 0 : Math.min(1 - alpha + U, most));
  }

  /** A point above which the normal law has at least (sign 1) or at most (-1) the mass alpha. */
  private static double quantile(double alpha, int sign) {
    double low = -FARTHEST;
    double high = FARTHEST;
    while (true) {
      double middle = (low + high) / 2;
      if (!(middle > low && middle < high)) {
        break;
      }
      if (NormalTail.above(middle) * (1 - sign * error(middle)) >= alpha) {
        low = middle;
      } else {
        high = middle;
      }
    }
    // At the ends nothing was compared: there the law has too little mass, or too much.
    if (sign > 0) {
      return low == -FARTHEST ? Double.NEGATIVE_INFINITY : low;
    }
    return high == FARTHEST ? Double.POSITIVE_INFINITY : high;
  }

  private static double error(double at) {
    return Double.isInfinite(at) ? 0 : NormalTail.RELATIVE_ERROR + 16 * U * (1 + at * at);
  }
}
