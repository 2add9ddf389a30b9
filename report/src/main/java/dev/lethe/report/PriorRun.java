package dev.lethe.report;

import java.util.List;
import java.util.Optional;

/**
 * An earlier run of the same population, whose charges stand in the embedded lines before this
 * run's.
 *
 * @param runId the ledger's id of it
 * @param planDigest SHA-256 of its plan
 * @param status how it ended: {@code completed}, {@code interrupted}, {@code failed} or {@code
 *     abandoned}
 * @param accountant who computed {@code epsilon}
 * @param epsilon its own bound at this report's delta; empty if there is none at that delta
 * @param parts what it did and released
 */
public record PriorRun(
    String runId,
    String planDigest,
    String status,
    String accountant,
    Optional<Double> epsilon,
    List<PartFacts> parts) {
  public PriorRun {
    Require.text("runId", runId);
    Require.sha256("planDigest", planDigest);
    Require.text("status", status);
    Require.text("accountant", accountant);
    epsilon.ifPresent(value -> Require.notNegative("epsilon", value));
    parts = List.copyOf(parts);
  }
}
