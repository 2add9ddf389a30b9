package dev.lethe.training;

import dev.lethe.spec.ClippingSpec;
import dev.lethe.spec.TrainingPlan;

/**
 * What is charged to delta beside the accountant's part: both are distances between the mechanism
 * that is accounted for and the one that runs, each paid as {@code (1 + e^epsilon)} times the total
 * variation distance.
 *
 * @param noise of all the noise values of the run
 * @param unitCap of the event that some step samples more units than its cap
 */
record DeltaItems(double noise, double unitCap) {
  /**
   * Bounds the probability that one step meets the cap, e^-1536 by Bernstein's inequality
   * (docs/guarantees.md), which no double can hold.
   */
  private static final double CAP_PROBABILITY = 1e-300;

  static DeltaItems of(TrainingPlan plan, double distancePerValue) {
    return of(
        plan.spec().privacy().epsilon(),
        plan.spec().training().steps(),
        values(plan),
        distancePerValue);
  }

  /**
   * @param epsilon of the run
   * @param steps of the run
   * @param values noised in one step
   */
  static DeltaItems of(double epsilon, long steps, double values, double distancePerValue) {
    double factor = Math.nextUp(1 + Math.nextUp(Math.exp(epsilon)));
    double weight = (1 + 0x1p-40) * factor * steps;
    return new DeltaItems(weight * values * distancePerValue, weight * CAP_PROBABILITY);
  }

  /** Noise values of a step: one for each parameter, and one for a count where clipping adapts. */
  private static double values(TrainingPlan plan) {
    boolean counts = plan.spec().privacy().clipping() instanceof ClippingSpec.Adaptive;
    return plan.parameters() + (counts ? 1 : 0);
  }

  /**
   * @throws IllegalArgumentException if the plan kept back less than the run needs
   */
  void requireWithin(double reserved) {
    if (!(noise + unitCap <= reserved)) {
      throw new IllegalArgumentException(
          "the plan keeps "
              + reserved
              + " of delta back and the noise source needs "
              + (noise + unitCap)
              + "; use a more exact noise source or compile the plan anew");
    }
  }
}
