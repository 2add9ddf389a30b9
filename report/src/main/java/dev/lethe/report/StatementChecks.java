package dev.lethe.report;

import dev.lethe.privacy.ledger.GrantDetails;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerTamperedException;
import dev.lethe.privacy.ledger.LedgerVerification;
import dev.lethe.privacy.mechanism.NoiseGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Checks that follow from the signed statement alone: ledger, run, budget and mechanism. */
final class StatementChecks {
  private static final List<String> OF_LEDGER =
      List.of(
          CheckNames.LEDGER_RUN,
          CheckNames.PARTS,
          CheckNames.PRIOR_RUNS,
          CheckNames.RELEASED_VALUES,
          CheckNames.STEPS,
          CheckNames.BUDGET,
          CheckNames.MECHANISM,
          CheckNames.EPSILON,
          CheckNames.RENYI_CURVE);

  /** Why checks of a gradient mechanism cannot be made of a run that has none. */
  static final String NO_TRAINING = "it does not apply: the run trained no model";

  private final EpsilonStatement statement;
  private final CheckList checks;

  StatementChecks(EpsilonStatement statement, CheckList checks) {
    this.statement = statement;
    this.checks = checks;
  }

  void run() {
    try {
      LedgerEvidence evidence =
          LedgerEvidence.of(new LedgerRange(statement.ledger(), statement.budget().headHash()));
      LedgerVerification ledger = evidence.ledger();
      checks.passed(
          CheckNames.LEDGER_CHAIN,
          statement.ledger().size()
              + " records: hashes, order and cumulative costs recompute to the head "
              + ledger.headHash().substring(0, 12));
      ledgerRun(ledger);
      new PartChecks(statement, evidence, checks).run();
      statement
          .steps()
          .ifPresentOrElse(facts -> steps(facts, evidence), () -> notTraining(CheckNames.STEPS));
      budget(ledger);
      new AccountingChecks(statement, evidence, checks).run();
      new SearchChecks(statement, ledger, checks).run();
    } catch (LedgerTamperedException e) {
      checks.failed(CheckNames.LEDGER_CHAIN, String.valueOf(e.getMessage()));
      OF_LEDGER.forEach(name -> checks.notChecked(name, "the ledger range does not hold"));
    }
    statement
        .mechanism()
        .ifPresentOrElse(this::sensitivity, () -> notTraining(CheckNames.SENSITIVITY));
    new SpecChecks(statement, checks).run();
  }

  private void notTraining(String name) {
    checks.notChecked(name, NO_TRAINING);
  }

  private void ledgerRun(LedgerVerification ledger) {
    List<String> wrong = new ArrayList<>();
    ProtectedUnit unit = statement.unit();
    differ(wrong, "run id", statement.issuance().runId(), ledger.terms().runId());
    differ(wrong, "data set", statement.data().datasetId(), ledger.population().datasetId());
    differ(wrong, "privacy unit", unit.unit(), ledger.population().unit());
    differ(wrong, "relation", unit.relation(), ledger.population().relation().tag());
    differ(wrong, "plan digest", statement.spec().sha256(), ledger.terms().planDigest());
    differ(wrong, "first index", statement.budget().firstIndex(), ledger.firstIndex());
    differ(wrong, "last index", statement.budget().lastIndex(), ledger.headIndex());
    checks.requireNone(
        CheckNames.LEDGER_RUN,
        wrong,
        "run, data set, privacy unit, relation, spec and place are those of the ledger; the run "
            + ledger.status().map(status -> "is " + status.tag()).orElse("has no recorded end"));
  }

  private void steps(StepFacts steps, LedgerEvidence evidence) {
    List<String> wrong = new ArrayList<>();
    Optional<ChargedTraining> training = evidence.training();
    differ(
        wrong, "steps charged", steps.charged(), training.map(ChargedTraining::charged).orElse(0L));
    differ(
        wrong, "steps planned", steps.planned(), training.map(ChargedTraining::planned).orElse(0L));
    if (steps.taken() > steps.charged()) {
      wrong.add("the model took " + steps.taken() + " steps, more than were charged");
    }
    checks.requireNone(
        CheckNames.STEPS,
        wrong,
        "the ledger was charged for "
            + steps.charged()
            + " steps, of which the model took "
            + steps.taken());
  }

  private void budget(LedgerVerification ledger) {
    BudgetFacts budget = statement.budget();
    List<String> wrong = new ArrayList<>();
    differ(wrong, "granted epsilon", budget.grantEpsilon(), ledger.grant().terms().epsilon());
    differ(wrong, "granted delta", budget.grantDelta(), ledger.grant().terms().delta());
    differ(wrong, "spent before", budget.spentBefore(), ledger.epsilonBefore());
    differ(wrong, "spent after", budget.spentAfter(), ledger.epsilonAfter());
    if (budget.spentAfter() > budget.grantEpsilon()) {
      wrong.add("more was spent than granted");
    }
    String before =
        ledger.complete()
            ? " before, recomputed from the ledger's opening"
            : " before, as the run's own start says: earlier records are not in this report";
    checks.requireNone(
        CheckNames.BUDGET,
        wrong,
        "spent "
            + budget.spentBefore()
            + before
            + "; "
            + budget.spentAfter()
            + " after, of "
            + budget.grantEpsilon()
            + " granted"
            + details(ledger.grant().details()));
  }

  private static String details(GrantDetails grant) {
    return grant.owner().map(owner -> " to " + owner).orElse("")
        + grant.purpose().map(purpose -> " for " + purpose).orElse("")
        + grant
            .expires()
            .map(day -> "; by the ledger's own times nothing drew from it after " + day)
            .orElse("");
  }

  private void sensitivity(MechanismFacts facts) {
    List<String> wrong = new ArrayList<>();
    try {
      double recomputed =
          new NoiseGrid(facts.gridStep(), facts.dimension())
              .sensitivity(facts.clippingNorm(), facts.normSlack(), facts.floatError());
      if (facts.sensitivity() < recomputed) {
        wrong.add("the sensitivity is " + facts.sensitivity() + ", below " + recomputed);
      }
    } catch (IllegalArgumentException e) {
      wrong.add(String.valueOf(e.getMessage()));
    }
    if (facts.standardDeviation() < facts.noiseMultiplier() * facts.sensitivity()) {
      wrong.add("the noise is less than the noise multiplier times the sensitivity");
    }
    statement
        .model()
        .ifPresent(model -> differ(wrong, "dimension", facts.dimension(), model.parameters()));
    checks.requireNone(
        CheckNames.SENSITIVITY,
        wrong,
        "C (1 + eta) + gamma sqrt(d) + 2 E recomputes, and the noise is at least the multiplier"
            + " times that");
  }

  static void differ(List<String> wrong, String what, Object said, Object found) {
    if (!Objects.equals(said, found)) {
      wrong.add("the report says " + what + " " + said + ", but it is " + found);
    }
  }
}
