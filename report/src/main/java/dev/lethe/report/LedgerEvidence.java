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
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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

  NeighbouringRelation relation() {
    return ledger.population().relation();
  }

  /** What all that the run charged is together; empty for nothing. */
  Optional<PrivacyEvent> event() {
    return ChargedPart.together(ledger.parts());
  }

  /** The delta with which what was charged may fail. */
  double failureDelta() {
    return event().map(RenyiAccountant.standard()::failureDelta).orElse(0.0);
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
    return ChargedPart.together(parts)
        .map(event -> BestAccountant.standard().epsilon(event, relation(), delta))
        .orElseGet(
            () ->
                new EpsilonBound(
                    0, OptionalDouble.empty(), RenyiAccountant.standard().name(), delta));
  }

  double epsilon(PrivacyAccountant accountant, double delta) {
    return epsilon(accountant, delta, ledger.parts());
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
    Optional<RenyiCurve> curve =
        event().map(event -> RenyiAccountant.standard().curve(event, relation()));
    if (curve.isEmpty()) {
      orders.add(2.0);
      divergences.add(0.0);
    }
    for (int i = 0; curve.isPresent() && i < curve.get().orders().size(); i++) {
      if (Double.isFinite(curve.get().divergences().get(i))) {
        orders.add(curve.get().orders().get(i));
        divergences.add(curve.get().divergences().get(i));
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
    return event()
        .map(event -> RenyiAccountant.standard().curve(event, relation(), at).divergences())
        .orElseGet(() -> orders.stream().map(order -> 0.0).toList());
  }

  StepFacts steps(long taken) {
    long planned = ledger.terms().part(TRAINING).map(RunPart::count).orElse(0L);
    return new StepFacts(planned, ledger.charged(TRAINING), taken);
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
