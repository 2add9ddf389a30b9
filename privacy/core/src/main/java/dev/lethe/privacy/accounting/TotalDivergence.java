package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.PrivacyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The sum of the divergences of all parts, which bounds their adaptive composition (Mironov 2017).
 */
final class TotalDivergence implements Divergence {
  private final List<Divergence> parts = new ArrayList<>();
  private final List<Double> counts = new ArrayList<>();

  TotalDivergence(Map<PrivacyEvent, Double> events, RenyiPricing pricing) {
    events.forEach(
        (event, count) -> {
          parts.add(pricing.of(event));
          counts.add(count);
        });
  }

  @Override
  public double at(double order) {
    double sum = 0;
    for (int i = 0; i < parts.size(); i++) {
      double part = RenyiCurve.timesUp(parts.get(i).at(order), counts.get(i));
      sum = RenyiCurve.addUp(sum, part);
    }
    return sum;
  }
}
