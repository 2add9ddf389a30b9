package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.ZeroConcentrated;

/**
 * Turns one statement of privacy into another that follows from it; every result rounds against us.
 *
 * <p>Each method goes from a stronger notion to a weaker one, under one neighbouring relation.
 * There is no way back: (epsilon, delta) with a positive delta bounds no Renyi divergence and is
 * not concentrated, since its outputs may tell everything with probability delta.
 */
public final class PrivacyConversions {
  private PrivacyConversions() {}

  /**
   * Pure to Renyi: the divergence of binary randomized response, of which every pure mechanism is a
   * post-processing (Kairouz, Oh and Viswanath 2015, theorem 2). Tight.
   */
  public static double pureToRenyi(double epsilon, double order) {
    requireNotNegative("epsilon", epsilon);
    requireOrder(order);
    return PureDivergence.of(epsilon).at(order);
  }

  /** Pure to zero-concentrated: {@code epsilon^2 / 2} (Bun and Steinke 2016, proposition 3). */
  public static double pureToConcentrated(double epsilon) {
    requireNotNegative("epsilon", epsilon);
    return epsilon == 0 ? 0 : Math.nextUp(Math.nextUp(epsilon * epsilon) / 2);
  }

  /** Zero-concentrated to Renyi: {@code rho alpha}, its definition. */
  public static double concentratedToRenyi(double rho, double order) {
    requireNotNegative("rho", rho);
    requireOrder(order);
    return rho == 0 ? 0 : new ConcentratedDivergence(rho).at(order);
  }

  /**
   * Renyi to epsilon at delta: Canonne, Kamath and Steinke 2020, proposition 12.
   *
   * @see RenyiCurve#epsilonAt
   */
  public static double renyiToEpsilon(double order, double divergence, double delta) {
    return RenyiCurve.epsilonAt(order, divergence, delta);
  }

  /** Renyi to delta at epsilon, by the same inequality; at most 1. */
  public static double renyiToDelta(double order, double divergence, double epsilon) {
    requireOrder(order);
    requireNotNegative("divergence", divergence);
    requireNotNegative("epsilon", epsilon);
    return RenyiCurve.deltaAt(order, divergence, epsilon);
  }

  /** Zero-concentrated to epsilon at delta, through the best Renyi order found. */
  public static double concentratedToEpsilon(double rho, double delta) {
    requireNotNegative("rho", rho);
    RenyiCurve.requireDelta(delta);
    if (rho == 0) {
      return 0;
    }
    return RenyiAccountant.standard()
        .epsilon(new ZeroConcentrated(rho), NeighbouringRelation.ADD_OR_REMOVE_ONE, delta)
        .epsilon();
  }

  /** Zero-concentrated to delta at epsilon, through the best Renyi order found; at most 1. */
  public static double concentratedToDelta(double rho, double epsilon) {
    requireNotNegative("rho", rho);
    requireNotNegative("epsilon", epsilon);
    if (rho == 0) {
      return 0;
    }
    Divergence curve = new ConcentratedDivergence(rho);
    double least =
        OrderSearch.least(
            order -> StrictMath.log(RenyiCurve.deltaAt(order, curve.at(order), epsilon)) + 800);
    return Math.min(1, StrictMath.exp(least - 800) * (1 + 0x1p-38));
  }

  /**
   * Privacy loss distributions to Renyi: the divergence of the event's dominating pairs at an
   * order, in both directions. Also for events that have no other Renyi bound here, such as Poisson
   * samples under replace-one. Infinite where an event can fail.
   *
   * @throws UnsupportedEventException if the event has no dominating pair, as {@link PldAccountant}
   */
  public static double distributionToRenyi(
      PrivacyEvent event, NeighbouringRelation relation, double order) {
    requireOrder(order);
    return DistributionDivergence.of(event, relation).at(order);
  }

  /**
   * Renyi to zero-concentrated: a rho with divergence at most {@code rho alpha} at <em>every</em>
   * order, from a curve and a bound on the divergence of infinite order. Between two orders the
   * divergence is at most that of the larger one; above the last it is at most epsilon.
   *
   * @param pureEpsilon the pure epsilon of the same mechanism
   * @throws IllegalArgumentException if it is not finite: finitely many orders say nothing of
   *     larger ones, so that no rho follows
   */
  public static double renyiToConcentrated(RenyiCurve curve, double pureEpsilon) {
    if (!(pureEpsilon >= 0) || Double.isInfinite(pureEpsilon)) {
      throw new IllegalArgumentException(
          "a Renyi curve has finitely many orders and is zero-concentrated only with a finite pure"
              + " epsilon, which bounds all larger ones; got "
              + pureEpsilon);
    }
    return EventConcentration.of(curve, pureEpsilon);
  }

  /**
   * An event to zero-concentrated: the rho of its parts, added up. Parts are Gaussian, discrete
   * Gaussian, zero-concentrated or purely private.
   *
   * @throws UnsupportedEventException if a part is none of these, or the event can fail: then no
   *     rho holds for all orders, or none is proven
   */
  public static double eventToConcentrated(PrivacyEvent event, NeighbouringRelation relation) {
    return EventConcentration.of(event, relation);
  }

  private static void requireNotNegative(String what, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " must be finite and not negative, got " + value);
    }
  }

  private static void requireOrder(double order) {
    if (!(order > 1) || Double.isInfinite(order)) {
      throw new IllegalArgumentException("an order must be finite and above 1, got " + order);
    }
  }
}
