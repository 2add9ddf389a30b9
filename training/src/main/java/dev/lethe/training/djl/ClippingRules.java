package dev.lethe.training.djl;

import dev.lethe.spec.ClassWeights;
import java.util.List;

/**
 * The public numbers of one step's clipped sum.
 *
 * @param norm C
 * @param maxContributions most records of a unit, R
 * @param expectedBatch expected units in a step
 * @param physicalBatch most units in one pass of the engine
 * @param classWeights what a record's gradient is multiplied with before its unit is clipped, by
 *     class; empty for 1
 */
public record ClippingRules(
    double norm,
    int maxContributions,
    double expectedBatch,
    int physicalBatch,
    List<Double> classWeights) {
  public ClippingRules {
    // Far inside the range where no product of three values can underflow in double arithmetic.
    if (!(norm >= 1e-30 && norm <= 1e30)) {
      throw new IllegalArgumentException("the clipping norm must be in [1e-30, 1e30], got " + norm);
    }
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

  /** All records count the same. */
  public ClippingRules(double norm, int maxContributions, double expectedBatch, int physicalBatch) {
    this(norm, maxContributions, expectedBatch, physicalBatch, List.of());
  }

  /** The same with weights. */
  public ClippingRules weighted(List<Double> weights) {
    return new ClippingRules(norm, maxContributions, expectedBatch, physicalBatch, weights);
  }

  /** Units in one pass: few larger than a likely sample, so that little of a pass is padding. */
  int unitsPerPass() {
    double likely = expectedBatch + 4 * Math.sqrt(expectedBatch) + 1;
    return (int) Math.min(physicalBatch, Math.ceil(likely));
  }
}
