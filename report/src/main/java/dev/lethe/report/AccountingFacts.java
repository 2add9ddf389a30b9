package dev.lethe.report;

import java.util.List;

/**
 * How epsilon follows from the event.
 *
 * @param accountant the accountant's tag
 * @param version the accountant's version, which changes with its values
 * @param rounding which way its arithmetic errs
 * @param curve the whole run's Renyi divergences
 */
public record AccountingFacts(String accountant, String version, String rounding, Curve curve) {
  public AccountingFacts {
    Require.text("accountant", accountant);
    Require.text("version", version);
    Require.text("rounding", rounding);
  }

  /**
   * Renyi divergence at each order.
   *
   * @param orders ascending, above 1
   * @param divergences upper bounds, one for each order
   */
  public record Curve(List<Double> orders, List<Double> divergences) {
    public Curve {
      orders = List.copyOf(orders);
      divergences = List.copyOf(divergences);
      if (orders.isEmpty() || orders.size() != divergences.size()) {
        throw new IllegalArgumentException("a curve needs one divergence for each of its orders");
      }
      double previous = 1;
      for (double order : orders) {
        if (!(order > previous)) {
          throw new IllegalArgumentException("orders must ascend from above 1");
        }
        previous = order;
      }
      for (double divergence : divergences) {
        Require.notNegative("divergence", divergence);
      }
    }
  }
}
