package dev.lethe.cli;

import dev.lethe.report.SignedReport;
import dev.lethe.training.Metrics;
import dev.lethe.training.TrainingResult;
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
 * @param metrics utility, unless the spec's evaluation is none; as private as the held-out records
 */
public record TrainingOutcome(
    TrainingResult result,
    SignedReport report,
    double epsilon,
    double delta,
    double spentAfter,
    double granted,
    Optional<Metrics> metrics) {}
