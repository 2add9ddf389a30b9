package dev.lethe.spec;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.List;

/**
 * What one step costs, and how its noise is shared out: clipping that adapts releases a count from
 * the same sample, and both together cost what the noise multiplier of the spec says (docs:
 * guarantees, "Clipping that adapts").
 */
final class StepNoise {
  /** Beyond what any sampler draws: a count that leaves the sum no share. */
  private static final double NONE_LEFT = 0x1p60;

  private StepNoise() {}

  /** A step whose sum and count together are one Gaussian of this multiplier. */
  static PrivacyEvent event(PrivacySpec privacy, double samplingRate, double together) {
    Gaussian sum = new Gaussian(ofSum(privacy, together));
    return new PoissonSampled(
        samplingRate,
        privacy.clipping() instanceof ClippingSpec.Adaptive adaptive
            ? new Composed(List.of(sum, new Gaussian(adaptive.countNoiseMultiplier())))
            : sum);
  }

  /** z of the sum with {@code 1 / together^2 = 1 / z^2 + 1 / count^2}, rounded up. */
  static double ofSum(PrivacySpec privacy, double together) {
    if (!(privacy.clipping() instanceof ClippingSpec.Adaptive adaptive)) {
      return together;
    }
    double ratio = Math.nextUp(together / adaptive.countNoiseMultiplier());
    if (ratio >= 1) {
      return NONE_LEFT;
    }
    // Both factors of 1 - ratio^2, so that nothing cancels where the count takes nearly all.
    double left = Math.nextDown(Math.nextDown(1 - ratio) * Math.nextDown(1 + ratio));
    return Math.min(NONE_LEFT, Math.nextUp(together / Math.nextDown(Math.sqrt(left))));
  }

  /** The multiplier of both together, from that of the sum; for people to read. */
  static double together(PrivacySpec privacy, double ofSum) {
    if (!(privacy.clipping() instanceof ClippingSpec.Adaptive adaptive)) {
      return ofSum;
    }
    return 1 / Math.hypot(1 / ofSum, 1 / adaptive.countNoiseMultiplier());
  }
}
