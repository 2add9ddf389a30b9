package dev.lethe.training;

import dev.lethe.privacy.mechanism.CentredCount;
import dev.lethe.privacy.mechanism.CountMechanism;
import dev.lethe.privacy.mechanism.NoiseGrid;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.spec.ClippingSpec;
import dev.lethe.training.djl.ClippingFunction;

/**
 * A clipping norm that follows a quantile of units' norms (Andrew et al. 2021, algorithm 1). It is
 * a post-processing of noised counts and public numbers, so each step's norm is public before the
 * step; it never leaves the spec's [min, max].
 *
 * <p>Each count is the Gaussian of multiplier {@link ClippingSpec.Adaptive#countNoiseMultiplier} in
 * the plan's step event, on the sample that the step's sum is over: one {@link #follow} a step, an
 * empty one too.
 */
final class AdaptiveClip {
  private final ClippingSpec.Adaptive spec;
  private final double expectedBatch;
  private double norm;

  AdaptiveClip(ClippingSpec.Adaptive spec, double expectedBatch) {
    this.spec = spec;
    this.expectedBatch = expectedBatch;
    this.norm = spec.norm();
  }

  /** C of the next step. */
  double norm() {
    return norm;
  }

  /** Weights of the next step, and whether a unit is within C. */
  ClippingFunction clipping(int groups) {
    return ClippingFunction.flat(norm, groups);
  }

  /** The grid of the next step's sum. */
  NoiseGrid grid(long dimension) {
    return NoiseGrid.forClippingNorm(norm, dimension);
  }

  /**
   * Releases a step's count and takes the norm of the step after it from that.
   *
   * @param count of all units of the step's sample by {@link ClippingFunction#within}
   */
  void follow(CentredCount count, NoiseSource noise) {
    double share =
        new CountMechanism(spec.countNoise(), noise).privatize(count).shareOf(expectedBatch);
    follow(share);
  }

  /** The geometric rule; a share that noise took far away ends at a bound. */
  void follow(double share) {
    double next = norm * StrictMath.exp(-spec.rate() * (share - spec.quantile()));
    norm = Math.max(spec.min(), Math.min(spec.max(), next));
  }

  /**
   * Goes on from a norm that an earlier process had come to.
   *
   * @throws IllegalArgumentException if it is not within the bounds
   */
  void restore(double earlier) {
    if (!(earlier >= spec.min() && earlier <= spec.max())) {
      throw new IllegalArgumentException(
          "its clipping norm of " + earlier + " is not within the spec's bounds");
    }
    norm = earlier;
  }
}
