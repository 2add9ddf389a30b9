package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.Map;

/** The one Gaussian with exactly the privacy loss of several on the same data, rounded down. */
final class JointGaussian {
  private JointGaussian() {}

  /**
   * The noise multiplier z with {@code 1 / z^2} the sum of all {@code count / multiplier^2}.
   *
   * @param counts how often each noise multiplier occurs; not empty
   */
  static double noiseMultiplier(Map<Double, Double> counts) {
    if (counts.size() == 1 && counts.values().iterator().next() == 1) {
      return counts.keySet().iterator().next();
    }
    // Precisions relative to the largest, so that neither overflow nor underflow loses any.
    double least = counts.keySet().stream().mapToDouble(z -> z).min().orElseThrow();
    double precision = 0;
    for (Map.Entry<Double, Double> entry : counts.entrySet()) {
      double ratio = least / entry.getKey();
      precision =
          Tally.plusUp(precision, Math.nextUp(entry.getValue() * ratio * ratio * (1 + 0x1p-50)));
    }
    return Math.max(Double.MIN_VALUE, least / Math.sqrt(precision) * (1 - 0x1p-50));
  }

  /** As {@link #noiseMultiplier}, for parts that are all Gaussians. */
  static double ofParts(Map<PrivacyEvent, Double> parts, String refusal) {
    Tally<Double> counts = new Tally<>();
    parts.forEach(
        (part, count) -> {
          if (!(part instanceof Gaussian gaussian)) {
            throw new UnsupportedEventException(refusal);
          }
          counts.add(gaussian.noiseMultiplier(), count);
        });
    return noiseMultiplier(counts.counts());
  }
}
