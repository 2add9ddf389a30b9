package dev.lethe.report;

import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.accounting.RenyiCurve;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.ChargedPart;
import dev.lethe.privacy.ledger.LedgerChain;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerVerification;
import dev.lethe.privacy.ledger.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The numbers that a ledger range proves about its run; signer and verifier compute them here, the
 * same way.
 */
final class LedgerEvidence {
  private static final String ROUNDING =
      "every sum, product and conversion is rounded up or carries a margin, so that the result is"
          + " never below the exact bound";

  /** The part of a run that trains. */
  static final String TRAINING = "training";

  /** The part of a run that searches for the best of several trainings. */
  static final String SEARCH = "search";

  /** The part of a run that measures quality on private people. */
  static final String EVALUATION = "evaluation";

  /** How a run is called that has no recorded end. */
  static final String OPEN = "open";

  private final LedgerVerification ledger;

  private LedgerEvidence(LedgerVerification ledger) {
    this.ledger = ledger;
  }

  /**
   * Verifies the range.
   *
   * @throws dev.lethe.privacy.ledger.LedgerTamperedException if it does not hold
   */
  static LedgerEvidence of(LedgerRange range) {
    return new LedgerEvidence(LedgerChain.verify(range));
  }

  LedgerVerification ledger() {
    return ledger;
  }

  /** How the released model was trained. */
  Optional<ChargedTraining> training() {
    return ChargedTraining.of(ledger);
  }

  NeighbouringRelation relation() {
    return ledger.population().relation();
  }

  /**
   * What the run's whole plan is together. Where less was charged, less was released; and how much
   * less may have been decided by what was seen, so that only the plan's bound is sure to hold.
   */
  PrivacyEvent event() {
    return ledger.terms().event();
  }

  /** The delta with which the plan's events may fail. */
  double failureDelta() {
    return RenyiAccountant.standard().failureDelta(event());
  }

  /** The runs before this one in the range, each with its own bound at a delta. */
  List<PriorRun> priorRuns(double delta, RunReleases releases) {
    return ledger.earlier().stream()
        .map(
            run -> {
              EpsilonBound bound = own(run.parts(), delta);
              return new PriorRun(
                  run.runId(),
                  run.planDigest(),
                  run.status().map(RunStatus::tag).orElse(OPEN),
                  bound.accountant(),
                  Double.isFinite(bound.epsilon())
                      ? Optional.of(bound.epsilon())
                      : Optional.empty(),
                  releases.earlierFacts(run.runId(), run.parts()));
            })
        .toList();
  }

  private EpsilonBound own(List<ChargedPart> parts, double delta) {
    return BestAccountant.standard().epsilon(planned(parts), relation(), delta);
  }

  /** The bound of an earlier run's whole plan. */
  double ownEpsilon(PrivacyAccountant accountant, double delta, List<ChargedPart> parts) {
    return accountant.epsilon(planned(parts), relation(), delta).epsilon();
  }

  private static PrivacyEvent planned(List<ChargedPart> parts) {
    return ChargedPart.together(
            parts.stream().map(p -> new ChargedPart(p.part(), p.part().count())).toList())
        .orElseThrow();
  }

  double epsilon(PrivacyAccountant accountant, double delta) {
    return accountant.epsilon(event(), relation(), delta).epsilon();
  }

  double epsilon(PrivacyAccountant accountant, double delta, List<ChargedPart> parts) {
    return ChargedPart.together(parts)
        .map(event -> accountant.epsilon(event, relation(), delta).epsilon())
        .orElse(0.0);
  }

  /** The curve at the standard orders at which there is a bound. */
  AccountingFacts accounting(PrivacyAccountant accountant) {
    List<Double> orders = new ArrayList<>();
    List<Double> divergences = new ArrayList<>();
    RenyiCurve curve = RenyiAccountant.standard().curve(event(), relation());
    for (int i = 0; i < curve.orders().size(); i++) {
      if (Double.isFinite(curve.divergences().get(i))) {
        orders.add(curve.orders().get(i));
        divergences.add(curve.divergences().get(i));
      }
    }
    return new AccountingFacts(
        accountant.name(),
        accountant.version(),
        ROUNDING,
        new AccountingFacts.Curve(orders, divergences));
  }

  /** The claimed orders' divergences, recomputed. */
  List<Double> divergences(List<Double> orders) {
    double[] at = orders.stream().mapToDouble(Double::doubleValue).toArray();
    return RenyiAccountant.standard().curve(event(), relation(), at).divergences();
  }

  StepFacts steps(long taken) {
    Optional<ChargedTraining> training = training();
    return new StepFacts(
        training.map(ChargedTraining::planned).orElse(0L),
        training.map(ChargedTraining::charged).orElse(0L),
        taken);
  }

  BudgetFacts budget() {
    return new BudgetFacts(
        ledger.grant().terms().epsilon(),
        ledger.grant().terms().delta(),
        ledger.epsilonBefore(),
        ledger.epsilonAfter(),
        ledger.firstIndex(),
        ledger.headIndex(),
        ledger.headHash());
  }
}
