package dev.lethe.privacy.event;

/**
 * All prefix sums of a stream of clipped steps, from a binary tree of noised partial sums (Kairouz
 * et al. 2021).
 *
 * @param noiseMultiplier standard deviation of each node's noise over the L2 bound of one unit's
 *     contribution to one step, finite and positive
 * @param steps length of the stream, at least 1
 * @param participations most steps that one unit takes part in, at least 1
 * @param separation fewest steps from one participation of a unit to its next, at least 1
 */
public record TreeAggregated(
    double noiseMultiplier, long steps, long participations, long separation)
    implements PrivacyEvent {
  public TreeAggregated {
    Checks.positive("noise multiplier", noiseMultiplier);
    Checks.atLeast("number of steps", steps, 1);
    Checks.atLeast("number of participations", participations, 1);
    Checks.atLeast("separation", separation, 1);
  }
}
