package dev.lethe.report;

import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.accounting.UnsupportedEventException;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what a report says of its parts and of earlier runs against the ledger's lines. */
final class PartChecks {
  private final EpsilonStatement statement;
  private final LedgerEvidence evidence;
  private final CheckList checks;

  PartChecks(EpsilonStatement statement, LedgerEvidence evidence, CheckList checks) {
    this.statement = statement;
    this.evidence = evidence;
    this.checks = checks;
  }

  void run() {
    parts();
    priorRuns();
    releasedValues();
  }

  private void parts() {
    List<String> wrong = new ArrayList<>();
    PartFacts.compare(wrong, statement.parts(), evidence.ledger().parts());
    checks.requireNone(
        CheckNames.PARTS,
        wrong,
        "the ledger was charged for exactly the parts listed: " + charges(statement.parts()));
  }

  private static String charges(List<PartFacts> parts) {
    return String.join(", ", parts.stream().map(p -> p.charged() + " x " + p.name()).toList());
  }

  private void priorRuns() {
    List<RunSummary> earlier = evidence.ledger().earlier();
    List<String> wrong = new ArrayList<>();
    StatementChecks.differ(
        wrong,
        "earlier runs",
        statement.priorRuns().stream().map(PriorRun::runId).toList(),
        earlier.stream().map(RunSummary::runId).toList());
    List<String> own = new ArrayList<>();
    for (int i = 0; wrong.isEmpty() && i < earlier.size(); i++) {
      priorRun(wrong, own, statement.priorRuns().get(i), earlier.get(i));
    }
    checks.requireNone(
        CheckNames.PRIOR_RUNS,
        wrong,
        earlier.isEmpty()
            ? "the embedded lines hold no earlier run, and the report builds on none"
            : "recomputed from the ledger: "
                + String.join("; ", own)
                + ". Which run came next was chosen in the light of these, so that only the"
                + " ledger's filter bounds all together: epsilon "
                + evidence.ledger().epsilonAfter());
  }

  private void priorRun(List<String> wrong, List<String> own, PriorRun said, RunSummary found) {
    String run = "of " + found.runId();
    StatementChecks.differ(wrong, "the plan digest " + run, said.planDigest(), found.planDigest());
    StatementChecks.differ(
        wrong,
        "the status " + run,
        said.status(),
        found.status().map(RunStatus::tag).orElse(LedgerEvidence.OPEN));
    PartFacts.compare(wrong, said.parts(), found.parts());
    Optional<PrivacyAccountant> accountant = Accountants.named(said.accountant());
    if (accountant.isEmpty()) {
      wrong.add("this verifier has no accountant '" + said.accountant() + "' for the run " + run);
      return;
    }
    double delta = statement.claim().delta();
    double recomputed;
    try {
      recomputed = evidence.ownEpsilon(accountant.get(), delta, found.parts());
    } catch (UnsupportedEventException e) {
      wrong.add(said.accountant() + " has no bound for the run " + run + ": " + e.getMessage());
      return;
    }
    boolean same =
        said.epsilon()
            .map(epsilon -> AccountingChecks.close(epsilon, recomputed))
            .orElse(Double.isInfinite(recomputed));
    if (!same) {
      wrong.add(
          "the report says epsilon "
              + said.epsilon().map(String::valueOf).orElse("unbounded")
              + " "
              + run
              + ", but its events give "
              + recomputed);
    }
    own.add(
        found.runId() + " (" + charges(said.parts()) + ") has epsilon " + recomputed + " alone");
  }

  /** Charged figures are those of the part that paid for them, and nothing else pays for any. */
  private void releasedValues() {
    List<String> wrong = new ArrayList<>();
    UtilityFacts utility = statement.utility();
    boolean charged = utility.evaluation().equals("charged");
    Optional<PartFacts> evaluation =
        statement.parts().stream()
            .filter(part -> part.name().equals(LedgerEvidence.EVALUATION))
            .findFirst();
    if (charged != evaluation.isPresent()) {
      wrong.add(
          charged
              ? "the evaluation is called charged, and no part of the run was charged for it"
              : "the run was charged for an evaluation, which the report calls "
                  + utility.evaluation());
    }
    List<ReleasedValue> paid = evaluation.map(PartFacts::values).orElse(List.of());
    for (UtilityFacts.Metric metric :
        charged ? utility.metrics() : List.<UtilityFacts.Metric>of()) {
      if (!paid.contains(ReleasedValue.metric(metric.name(), metric.value()))) {
        wrong.add("the metric " + metric.name() + " is not among the evaluation's released values");
      }
    }
    long values = statement.parts().stream().mapToLong(part -> part.values().size()).sum();
    checks.requireNone(
        CheckNames.RELEASED_VALUES,
        wrong,
        values == 0
            ? "no part released values besides a model"
            : values + " released values, each under the part that was charged for it");
  }
}
