package dev.lethe.report;

import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.ledger.LedgerRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a statement; {@link #build} names a part that is missing. */
public final class EpsilonStatementBuilder {
  private @Nullable Issuance issuance;
  private @Nullable PrivacyClaim claim;
  private @Nullable ProtectedUnit unit;
  private @Nullable List<PartFacts> parts;
  private @Nullable List<PriorRun> priorRuns;
  private @Nullable MechanismFacts mechanism;
  private @Nullable SamplingFacts sampling;
  private @Nullable StepFacts steps;
  private @Nullable AccountingFacts accounting;
  private @Nullable BudgetFacts budget;
  private @Nullable List<String> ledger;
  private @Nullable DataProvenance data;
  private @Nullable List<PublicFigure> publicFigures;
  private @Nullable ModelFacts model;
  private @Nullable SpecFacts spec;
  private @Nullable CodeIdentity code;
  private @Nullable RandomnessFacts randomness;
  private @Nullable ReleaseFacts releases;
  private @Nullable ThreatModel threatModel;
  private @Nullable UtilityFacts utility;
  private List<String> limits = StandardTexts.LIMITS;

  EpsilonStatementBuilder() {}

  public EpsilonStatementBuilder issuance(Issuance value) {
    issuance = value;
    return this;
  }

  public EpsilonStatementBuilder claim(PrivacyClaim value) {
    claim = value;
    return this;
  }

  public EpsilonStatementBuilder unit(ProtectedUnit value) {
    unit = value;
    return this;
  }

  public EpsilonStatementBuilder mechanism(MechanismFacts value) {
    mechanism = value;
    return this;
  }

  public EpsilonStatementBuilder sampling(SamplingFacts value) {
    sampling = value;
    return this;
  }

  public EpsilonStatementBuilder parts(List<PartFacts> value) {
    parts = value;
    return this;
  }

  public EpsilonStatementBuilder priorRuns(List<PriorRun> value) {
    priorRuns = value;
    return this;
  }

  public EpsilonStatementBuilder steps(StepFacts value) {
    steps = value;
    return this;
  }

  /** Drops all that only a run that trained has: mechanism, sampling, steps and model. */
  public EpsilonStatementBuilder noTraining() {
    mechanism = null;
    sampling = null;
    steps = null;
    model = null;
    return this;
  }

  public EpsilonStatementBuilder accounting(AccountingFacts value) {
    accounting = value;
    return this;
  }

  public EpsilonStatementBuilder budget(BudgetFacts value) {
    budget = value;
    return this;
  }

  public EpsilonStatementBuilder ledger(List<String> value) {
    ledger = value;
    return this;
  }

  public EpsilonStatementBuilder data(DataProvenance value) {
    data = value;
    return this;
  }

  public EpsilonStatementBuilder publicFigures(List<PublicFigure> value) {
    publicFigures = value;
    return this;
  }

  public EpsilonStatementBuilder model(ModelFacts value) {
    model = value;
    return this;
  }

  public EpsilonStatementBuilder spec(SpecFacts value) {
    spec = value;
    return this;
  }

  public EpsilonStatementBuilder code(CodeIdentity value) {
    code = value;
    return this;
  }

  public EpsilonStatementBuilder randomness(RandomnessFacts value) {
    randomness = value;
    return this;
  }

  public EpsilonStatementBuilder releases(ReleaseFacts value) {
    releases = value;
    return this;
  }

  public EpsilonStatementBuilder threatModel(ThreatModel value) {
    threatModel = value;
    return this;
  }

  public EpsilonStatementBuilder utility(UtilityFacts value) {
    utility = value;
    return this;
  }

  /**
   * Fills in everything that follows from the run's ledger range: claim, parts, earlier runs,
   * steps, accounting, budget and the range itself. Epsilon is recomputed from the ledger's events,
   * never taken from the plan.
   *
   * @param range the run's range, after the run was finished; from an earlier run's start, if this
   *     one builds on what that released
   * @param accountant who computes epsilon
   * @param targetEpsilon what the spec asked for
   * @param delta the spec's delta
   * @param deltaItems what it is made of, as {@link PrivacyClaim#DELTA_ITEMS}
   * @param releases what the run's parts released
   * @throws IllegalStateException if a part was charged and nothing says what it released
   */
  public EpsilonStatementBuilder evidence(
      LedgerRange range,
      PrivacyAccountant accountant,
      double targetEpsilon,
      double delta,
      List<PrivacyClaim.DeltaItem> deltaItems,
      RunReleases releases) {
    LedgerEvidence evidence = LedgerEvidence.of(range);
    releases.stepsTaken().ifPresent(taken -> steps = evidence.steps(taken));
    parts = releases.facts(evidence.ledger().parts());
    priorRuns = evidence.priorRuns(delta, releases);
    budget = evidence.budget();
    ledger = range.lines();
    PrivacyClaim unpriced = new PrivacyClaim(0, delta, deltaItems, targetEpsilon);
    claim =
        new PrivacyClaim(
            evidence.epsilon(accountant, unpriced.accountedDelta()),
            delta,
            deltaItems,
            targetEpsilon);
    accounting = evidence.accounting(accountant);
    return this;
  }

  /** Replaces the standard list of what a report does not show. */
  public EpsilonStatementBuilder limits(List<String> value) {
    limits = List.copyOf(value);
    return this;
  }

  /**
   * The statement.
   *
   * @throws IllegalStateException if a part is missing
   */
  public EpsilonStatement build() {
    return new EpsilonStatement(
        EpsilonStatement.VERSION,
        part("issuance", issuance),
        part("claim", claim),
        part("unit", unit),
        part("parts", parts),
        part("priorRuns", priorRuns),
        Optional.ofNullable(mechanism),
        Optional.ofNullable(sampling),
        Optional.ofNullable(steps),
        part("accounting", accounting),
        part("budget", budget),
        part("ledger", ledger),
        part("data", data),
        part("publicFigures", publicFigures),
        Optional.ofNullable(model),
        part("spec", spec),
        part("code", code),
        part("randomness", randomness),
        part("releases", releases),
        part("threatModel", threatModel),
        part("utility", utility),
        limits);
  }

  private static <T> T part(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the statement lacks its part '" + name + "'");
    }
    return value;
  }
}
