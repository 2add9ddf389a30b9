package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
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
