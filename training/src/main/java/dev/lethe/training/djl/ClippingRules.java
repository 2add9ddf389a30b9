package dev.lethe.training.djl;

import dev.lethe.spec.ClassWeights;
import dev.lethe.spec.ClippingSpec;
import java.util.List;

/**
 * The public numbers of one step's clipped sum.
 *
 * @param clipping how a unit's summed gradient is scaled down, and C
 * @param maxContributions most records of a unit, R
 * @param expectedBatch expected units in a step
 * @param physicalBatch most units in one pass of the engine
 * @param classWeights what a record's gradient is multiplied with before its unit is clipped, by
 *     class; empty for 1
 */
public record ClippingRules(
    ClippingSpec clipping,
    int maxContributions,
    double expectedBatch,
    int physicalBatch,
    List<Double> classWeights) {
  public ClippingRules {
    Squares.requireNorm(clipping.norm(), 1);
    if (maxContributions < 1 || physicalBatch < 1) {
      throw new IllegalArgumentException("contributions and physical batch must be at least 1");
    }
    if (!(expectedBatch > 0) || expectedBatch > 1e9) {
      throw new IllegalArgumentException("the expected batch must be in (0, 1e9]");
    }
    classWeights = List.copyOf(classWeights);
    if (!classWeights.stream().allMatch(w -> w >= ClassWeights.LEAST && w <= ClassWeights.MOST)) {
      throw new IllegalArgumentException("class weights must be in [0.01, 100]");
    }
  }

  /** Flat clipping, and all records count the same. */
  public ClippingRules(double norm, int maxContributions, double expectedBatch, int physicalBatch) {
    this(ClippingSpec.flat(norm), maxContributions, expectedBatch, physicalBatch, List.of());
  }

  /** C. */
  public double norm() {
    return clipping.norm();
  }

  /** The same with flat clipping to another norm. */
  ClippingRules flat(double other) {
    return new ClippingRules(
        ClippingSpec.flat(other), maxContributions, expectedBatch, physicalBatch, classWeights);
  }

  /** The same with weights. */
  public ClippingRules weighted(List<Double> weights) {
    return new ClippingRules(clipping, maxContributions, expectedBatch, physicalBatch, weights);
  }

  /** Units in one pass: few larger than a likely sample, so that little of a pass is padding. */
  int unitsPerPass() {
    double likely = expectedBatch + 4 * Math.sqrt(expectedBatch) + 1;
    return (int) Math.min(physicalBatch, Math.ceil(likely));
  }
}
