package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.RandomizedResponse;
import java.util.Map;

/** The epsilon that mechanisms without any delta have together, rounded up. */
final class PureEpsilon {
  private PureEpsilon() {}

  /** Infinite if one of the parts is not purely private. */
  static double of(Map<PrivacyEvent, Double> parts) {
    double sum = 0;
    for (Map.Entry<PrivacyEvent, Double> part : parts.entrySet()) {
      sum = RenyiCurve.addUp(sum, RenyiCurve.timesUp(of(part.getKey()), part.getValue()));
    }
    return sum;
  }

  private static double of(PrivacyEvent part) {
    if (part instanceof ApproximateDp given && given.delta() == 0) {
      return given.epsilon();
    }
    if (part instanceof Laplace laplace) {
      return LaplaceDivergence.ofMultiplier(laplace.noiseMultiplier()).distance();
    }
    if (part instanceof RandomizedResponse response) {
      return PureDivergence.randomizedResponse(
              response.truthProbability(), (double) response.categories())
          .epsilon();
    }
    return Double.POSITIVE_INFINITY;
  }
}
