package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.OptionalDouble;

/**
 * Never claims that telling two neighbours apart is harder than it is: whoever wrongly takes D' for
 * D with probability at most alpha wrongly takes D for D' with probability at least {@code
 * beta(alpha)} (the trade-off function of Dong, Roth and Su 2019).
 *
 * <p>The curve is symmetric and holds for both orders of the neighbours. It is exact up to rounding
 * for Gaussians without sampling (mu-GDP); for other events it follows from certified pairs
 * (epsilon, delta).
 */
public sealed interface TradeOffCurve permits GaussianTradeOff, EnvelopedTradeOff {

  /**
   * A lower bound on the least type II error at a type I error.
   *
   * @throws IllegalArgumentException if alpha is not in [0, 1]
   */
  double beta(double alpha);

  /**
   * A certified upper bound on the largest value that {@link #beta} may have, where one is known:
   * some mechanism that the event covers is no better.
   *
   * @throws IllegalArgumentException if alpha is not in [0, 1]
   */
  OptionalDouble betaAtMost(double alpha);

  /**
   * The curve by all accountants.
   *
   * @throws UnsupportedEventException if no accountant has a proof for the event
   */
  static TradeOffCurve of(PrivacyEvent event, NeighbouringRelation relation) {
    return of(event, relation, BestAccountant.standard());
  }

  /**
   * The curve that follows from one accountant's bounds. Several dozen of them are computed, except
   * for Gaussians.
   *
   * @throws UnsupportedEventException if it has no proof for the event
   */
  static TradeOffCurve of(
      PrivacyEvent event, NeighbouringRelation relation, PrivacyAccountant accountant) {
    return accountant instanceof RenyiAccountant
        ? EnvelopedTradeOff.of(event, relation, accountant)
        : GaussianTradeOff.of(event, relation)
            .<TradeOffCurve>map(exact -> exact)
            .orElseGet(() -> EnvelopedTradeOff.of(event, relation, accountant));
  }
}
