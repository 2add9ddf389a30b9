package dev.lethe.training;

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
    double factor = Math.nextUp(1 + Math.nextUp(Math.exp(plan.spec().privacy().epsilon())));
    double steps = factor * plan.spec().training().steps();
    double slack = 1 + 0x1p-40;
    return new DeltaItems(
        slack * steps * plan.parameters() * distancePerValue, slack * steps * CAP_PROBABILITY);
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
