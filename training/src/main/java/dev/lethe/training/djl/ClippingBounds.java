package dev.lethe.training.djl;

import dev.lethe.training.blocks.Site;
import dev.lethe.training.kernels.KernelBounds;

/**
 * The proven bounds that a {@link dev.lethe.privacy.mechanism.ClippedSum} carries;
 * docs/guarantees.md proves them. All public.
 *
 * @param clippingNorm C
 * @param normSlack eta: a unit's contribution has a norm of at most {@code C (1 + eta)}
 * @param massBound M: the clipped contribution's mass, the root over parameter groups of the
 *     squared sum over positions of |activation||output gradient|, is at most {@code M (1 + eta)};
 *     where a contribution was formed as one vector, its mass there is its norm
 * @param unitCap most units in one step; a step that samples more fails before it releases
 * @param floatError E: rounding adds at most 2 E to what one unit can change in the sum
 * @param squareSlack relative error of a squared norm that is a sum of squares
 * @param gramSlack relative to the squared mass, the error of a squared norm by Gram products
 */
public record ClippingBounds(
    double clippingNorm,
    double normSlack,
    double massBound,
    long unitCap,
    double floatError,
    double squareSlack,
    double gramSlack) {

  /** M over C, where a unit's norm can be smaller than its mass. */
  private static final double MASS_OVER_NORM = 4;

  private static final int MOST_SITES = 100_000;

  /** For these routes under these rules. */
  static ClippingBounds of(Routes routes, long dimension, ClippingRules rules) {
    if (routes.sites().size() > MOST_SITES) {
      throw new IllegalArgumentException("a block uses its parameters at most 100,000 times");
    }
    double squareSlack = 4 * FloatError.gamma(2 * dimension + 64);
    double gramSlack = 0;
    boolean products = false;
    boolean several = false;
    double severalOutputs = 0;
    for (Routes.Group group : routes.groups()) {
      if (group.route() == Routes.Route.TABLE) {
        Site.Embedding table = (Site.Embedding) routes.sites().get(group.sites().get(0));
        long positions = (long) table.positions() * rules.maxContributions();
        squareSlack = Math.max(squareSlack, 4 * KernelBounds.embedding(positions, table.width()));
      } else if (group.route() == Routes.Route.PRODUCT) {
        products = true;
        Site.Linear linear = (Site.Linear) routes.sites().get(group.sites().get(0));
        long positions = (long) linear.positions() * rules.maxContributions();
        if (positions > 1) {
          several = true;
          gramSlack =
              Math.max(
                  gramSlack, 4 * KernelBounds.gram(linear.inputs(), linear.outputs(), positions));
          severalOutputs += linear.outputs();
        }
      }
    }
    // Rounding a unit's coefficients to fp32 can undo what cancelled between its positions; the
    // second term is what underflow adds, as UnitPass leaves out the largest activations.
    double coefficient =
        several ? 0x1p-23 * MASS_OVER_NORM + 0x1p-52 * Math.sqrt(severalOutputs) : 0;
    double mass = (several ? MASS_OVER_NORM : 1) * rules.norm();
    double slack = Math.nextUp(squareSlack + 2 * gramSlack);
    double eta =
        Math.nextUp(
            ClippingFunction.of(rules.clipping(), routes.groups().size()).normSlack(slack)
                + coefficient);
    long cap = 4096 + (long) Math.ceil(4 * rules.expectedBatch());
    double most = Math.nextUp(mass * Math.nextUp(1 + eta));
    double wide =
        Math.nextUp(
            FloatError.gamma(Math.multiplyExact(cap, (long) routes.mostPositions()) + 64)
                * Math.nextUp(cap * most));
    double narrow = products ? bucketError(most, dimension) : 0;
    return new ClippingBounds(
        rules.norm(), eta, mass, cap, Math.nextUp(wide + narrow), squareSlack, gramSlack);
  }

  /** One unit changes one bucket, which holds or held at most so many positions and units. */
  private static double bucketError(double mass, long dimension) {
    int positions = KernelBounds.MOST_FLOAT_POSITIONS;
    double rounding = Math.nextUp(KernelBounds.bucket(positions) * (positions + 1) * mass);
    double underflow = KernelBounds.bucketUnderflow(positions + 1) * Math.sqrt((double) dimension);
    return Math.nextUp(rounding + Math.nextUp(underflow));
  }
}
