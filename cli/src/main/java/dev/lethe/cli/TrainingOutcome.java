package dev.lethe.cli;

import dev.lethe.report.SignedReport;
import dev.lethe.training.ChargedMetric;
import dev.lethe.training.Metrics;
import dev.lethe.training.TrainingResult;
import java.util.List;
import java.util.Optional;

/**
 * What a completed run gives its caller.
 *
 * @param result the model and the constants it was made with
 * @param report the signed report
 * @param epsilon the claimed bound, recomputed from the ledger
 * @param delta at this delta
 * @param spentAfter what the population has spent under its grant, this run included
 * @param granted the grant's epsilon
 * @param metrics exact utility, unless the spec's evaluation is none or charged; as private as the
 *     held-out records
 * @param charged utility under the budget, where the spec's evaluation is charged
 */
public record TrainingOutcome(
    TrainingResult result,
    SignedReport report,
    double epsilon,
    double delta,
    double spentAfter,
    double granted,
    Optional<Metrics> metrics,
    List<ChargedMetric> charged) {
  public TrainingOutcome {
    charged = List.copyOf(charged);
  }
}
