package dev.lethe.spec;

import dev.lethe.privacy.event.NeighbouringRelation;
import java.util.OptionalDouble;

/**
 * The guarantee asked for.
 *
 * @param epsilon target epsilon, finite and positive
 * @param delta in (0, 1), below 1 / population
 * @param relation neighbouring relation
 * @param expectedBatch expected number of units in a step; the sampling rate is this over the
 *     population
 * @param clipping how a unit's gradient is bounded
 * @param noiseMultiplier where given, used instead of calibrating; epsilon is then a bound to be
 *     kept. Of all that a step releases together
 */
public record PrivacySpec(
    double epsilon,
    double delta,
    NeighbouringRelation relation,
    double expectedBatch,
    ClippingSpec clipping,
    OptionalDouble noiseMultiplier) {

  /** With flat clipping. */
  public PrivacySpec(
      double epsilon,
      double delta,
      NeighbouringRelation relation,
      double expectedBatch,
      double clippingNorm,
      OptionalDouble noiseMultiplier) {
    this(epsilon, delta, relation, expectedBatch, ClippingSpec.flat(clippingNorm), noiseMultiplier);
  }

  /** C, the first one where it adapts. */
  public double clippingNorm() {
    return clipping.norm();
  }
}
