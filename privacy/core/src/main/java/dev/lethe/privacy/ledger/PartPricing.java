package dev.lethe.privacy.ledger;

import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.accounting.RenyiCurve;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What doing a part once costs: a Renyi divergence at each of a grant's orders, for as long as it
 * does not fail, and the delta with which it may fail. Each distinct event is computed once.
 */
final class PartPricing {
  /**
   * Logarithms and exponentials may differ in the last bits between machines; a recorded cost may
   * be this much below ours, and no more.
   */
  private static final double TOLERANCE = 1e-9;

  private final RenyiAccountant accountant = RenyiAccountant.standard();
  private final Map<Key, Cost> known = new HashMap<>();

  /**
   * A price.
   *
   * @param rdp divergence at each order
   * @param failureDelta chance of failing
   */
  record Cost(List<Double> rdp, double failureDelta) {
    Cost {
      rdp = List.copyOf(rdp);
    }
  }

  private record Key(PrivacyEvent event, NeighbouringRelation relation, List<Double> orders) {}

  String accountant() {
    return accountant.name() + "/" + accountant.version();
  }

  Cost price(PrivacyEvent event, NeighbouringRelation relation, List<Double> orders) {
    return known.computeIfAbsent(new Key(event, relation, orders), this::compute);
  }

  /** Whether recorded costs are, at every order, at least what the event costs. */
  boolean covers(
      Cost recorded, PrivacyEvent event, NeighbouringRelation relation, List<Double> orders) {
    Cost ours = price(event, relation, orders);
    boolean fails = !(recorded.failureDelta() >= ours.failureDelta() * (1 - TOLERANCE));
    if (fails || recorded.rdp().size() != ours.rdp().size()) {
      return false;
    }
    for (int i = 0; i < ours.rdp().size(); i++) {
      if (!(recorded.rdp().get(i) >= ours.rdp().get(i) * (1 - TOLERANCE))) {
        return false;
      }
    }
    return true;
  }

  private Cost compute(Key key) {
    double[] orders = key.orders().stream().mapToDouble(Double::doubleValue).toArray();
    RenyiCurve curve = accountant.curve(key.event(), key.relation(), orders);
    // An order at which the accountant has no bound pays for nothing.
    return new Cost(
        curve.divergences().stream()
            .map(d -> d >= 0 ? Math.min(d, Double.MAX_VALUE) : Double.MAX_VALUE)
            .toList(),
        accountant.failureDelta(key.event()));
  }
}
