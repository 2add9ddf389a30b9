package dev.lethe.privacy.ledger;

import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.accounting.RenyiCurve;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one step costs at a grant's orders; each distinct event is computed once. */
final class StepPricing {
  /**
   * Logarithms and exponentials may differ in the last bits between machines; a recorded cost may
   * be this much below ours, and no more.
   */
  private static final double TOLERANCE = 1e-9;

  private final RenyiAccountant accountant = RenyiAccountant.standard();
  private final Map<Key, List<Double>> known = new HashMap<>();

  private record Key(PrivacyEvent event, NeighbouringRelation relation, List<Double> orders) {}

  String accountant() {
    return accountant.name() + "/" + accountant.version();
  }

  List<Double> price(PrivacyEvent event, NeighbouringRelation relation, List<Double> orders) {
    return known.computeIfAbsent(new Key(event, relation, orders), this::compute);
  }

  /** Whether recorded costs are, at every order, at least what the event costs. */
  boolean covers(
      List<Double> recorded,
      PrivacyEvent event,
      NeighbouringRelation relation,
      List<Double> orders) {
    List<Double> ours = price(event, relation, orders);
    if (recorded.size() != ours.size()) {
      return false;
    }
    for (int i = 0; i < ours.size(); i++) {
      if (!(recorded.get(i) >= ours.get(i) * (1 - TOLERANCE))) {
        return false;
      }
    }
    return true;
  }

  private List<Double> compute(Key key) {
    double[] orders = key.orders().stream().mapToDouble(Double::doubleValue).toArray();
    RenyiCurve curve = accountant.curve(key.event(), key.relation(), orders);
    // An order at which the accountant has no bound pays for nothing.
    return curve.divergences().stream()
        .map(d -> d >= 0 ? Math.min(d, Double.MAX_VALUE) : Double.MAX_VALUE)
        .toList();
  }
}
