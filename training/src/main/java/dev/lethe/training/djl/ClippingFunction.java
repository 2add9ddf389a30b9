package dev.lethe.training.djl;

import dev.lethe.spec.ClippingSpec;

/**
 * Gives a unit's weights, one for each parameter group, so that its weighted contribution has an L2
 * norm of at most {@code C (1 + eta)}, whatever its gradient is; docs/guarantees.md has the proof.
 * Smaller weights keep the bound.
 *
 * <p>The weights are a function of the unit's own norms and of public numbers. A unit with a norm
 * that is not finite gets weight 0 everywhere: it has to be skipped, not multiplied.
 */
public sealed interface ClippingFunction permits FlatClipping, PerLayerClipping, AutomaticClipping {
  /** Most groups that the bound is proven for. */
  int MOST_GROUPS = 1 << 20;

  /**
   * As a spec says, for a model with so many groups. Clipping that adapts begins with {@link
   * #flat}; each further step has its own norm.
   *
   * @throws IllegalArgumentException if the spec names norms for another number of groups
   */
  static ClippingFunction of(ClippingSpec spec, int groups) {
    if (spec instanceof ClippingSpec.PerLayer layers) {
      return PerLayerClipping.of(layers, groups);
    }
    if (spec instanceof ClippingSpec.Automatic automatic) {
      return new AutomaticClipping(automatic.norm(), automatic.stability(), groups);
    }
    return flat(spec.norm(), groups);
  }

  /** One weight for all groups, {@code min(1, C / norm)}. */
  static ClippingFunction flat(double norm, int groups) {
    return new FlatClipping(norm, groups);
  }

  /** C. */
  double norm();

  /** Number of parameter groups. */
  int groups();

  /**
   * @param squaredNorms for each group the computed squared norm n2 of the unit's contribution; the
   *     true one is at most {@code n2 (1 + s) + 1e-200}, with the s of {@link #normSlack}. A bound
   *     that is not relative is to be added to n2 before.
   * @param weights receives the weight of each group, finite and not negative
   */
  void weigh(double[] squaredNorms, double[] weights);

  /** Whether the unit's whole computed norm is at most C; false if it is not finite. */
  default boolean within(double[] squaredNorms) {
    return Squares.total(squaredNorms, groups()) <= norm() * norm();
  }

  /**
   * eta, rounded up.
   *
   * @param relativeSlack s, by how much of itself a true squared norm can exceed the computed one;
   *     at most 2^-10
   */
  default double normSlack(double relativeSlack) {
    if (!(relativeSlack >= 0 && relativeSlack <= 0x1p-10)) {
      throw new IllegalArgumentException(
          "the slack of a squared norm must be in [0, 2^-10], got " + relativeSlack);
    }
    return Math.nextUp(relativeSlack + (groups() + 16L) * 0x1p-52);
  }
}
