package dev.lethe.training.djl;

/**
 * The proven bounds that a {@link dev.lethe.privacy.mechanism.ClippedSum} of this network carries;
 * docs/guarantees.md proves them. All public.
 *
 * @param clippingNorm C
 * @param normSlack eta: a unit's contribution has a norm of at most {@code C (1 + eta)}
 * @param massBound M: the clipped contribution's mass, the root over parameters of the squared sum
 *     over positions of |activation||output gradient|, is at most {@code M (1 + eta)}
 * @param unitCap most units in one step; a step that samples more fails before it releases
 * @param floatError E: distance between the computed and the exact sum of contributions
 * @param gramSlack relative to the squared mass, the error of a computed squared norm
 */
public record ClippingBounds(
    double clippingNorm,
    double normSlack,
    double massBound,
    long unitCap,
    double floatError,
    double gramSlack) {

  /** eta: covers the dozens of roundings between a unit's squared norm and its weight. */
  private static final double NORM_SLACK = 0x1p-40;

  private static final int MOST_LAYERS = 1000;

  /** For this network under these rules. */
  public static ClippingBounds of(Network network, ClippingRules rules) {
    if (network.layers().size() > MOST_LAYERS) {
      throw new IllegalArgumentException("a network has at most " + MOST_LAYERS + " layers");
    }
    double mass = 4 * rules.norm();
    long cap = 4096 + (long) Math.ceil(4 * rules.expectedBatch());
    long positions = (long) rules.maxContributions() * network.mostUses();
    double most = Math.nextUp(cap * Math.nextUp(mass * Math.nextUp(1 + NORM_SLACK)));
    double error = Math.nextUp(FloatError.gamma(Math.multiplyExact(cap, positions) + 4) * most);
    long terms = 0;
    for (Network.Parameter p : network.parameters()) {
      terms = Math.max(terms, UnitWeights.terms(p, positions));
    }
    return new ClippingBounds(
        rules.norm(), NORM_SLACK, mass, cap, error, FloatError.gamma(4 * terms));
  }
}
