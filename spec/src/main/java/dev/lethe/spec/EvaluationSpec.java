package dev.lethe.spec;

import java.util.Optional;

/**
 * How utility is measured, and what that costs.
 *
 * @param mode on whom, and whether it is charged
 * @param epsilon the part of the run's epsilon that charged figures cost, 0 where nothing is
 *     charged
 * @param bins bins of each noisy histogram of scores, 0 where nothing is charged
 * @param groupBy a categorical column with a public vocabulary, for whose values figures are given
 *     too
 */
public record EvaluationSpec(
    EvaluationMode mode, double epsilon, int bins, Optional<String> groupBy) {
  static final double DEFAULT_SHARE = 10;
  static final int DEFAULT_BINS = 32;

  /** Figures that are not charged. */
  public static EvaluationSpec uncharged(EvaluationMode mode) {
    if (mode == EvaluationMode.CHARGED) {
      throw new IllegalArgumentException("a charged evaluation needs its epsilon");
    }
    return new EvaluationSpec(mode, 0, 0, Optional.empty());
  }
}
