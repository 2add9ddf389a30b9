package dev.lethe.report;

import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.ledger.LedgerRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the parts of a statement; {@link #build} names a part that is missing. */
public final class EpsilonStatementBuilder {
  private @Nullable Issuance issuance;
  private @Nullable PrivacyClaim claim;
  private @Nullable ProtectedUnit unit;
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

  public EpsilonStatementBuilder steps(StepFacts value) {
    steps = value;
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
   * Fills in everything that follows from the run's ledger range: claim, steps, accounting, budget
   * and the range itself. Epsilon is recomputed from the ledger's events, never taken from the
   * plan.
   *
   * @param range the run's range, after the run was finished
   * @param accountant who computes epsilon
   * @param targetEpsilon what the spec asked for
   * @param delta the spec's delta
   * @param deltaItems what it is made of, as {@link PrivacyClaim#DELTA_ITEMS}
   * @param stepsTaken updates that the released model has received
   */
  public EpsilonStatementBuilder evidence(
      LedgerRange range,
      PrivacyAccountant accountant,
      double targetEpsilon,
      double delta,
      List<PrivacyClaim.DeltaItem> deltaItems,
      long stepsTaken) {
    LedgerEvidence evidence = LedgerEvidence.of(range);
    steps = evidence.steps(stepsTaken);
    budget = evidence.budget();
    ledger = range.lines();
    double accountantDelta = deltaItems.get(0).value();
    claim =
        new PrivacyClaim(
            evidence.epsilon(accountant, accountantDelta), delta, deltaItems, targetEpsilon);
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
        part("mechanism", mechanism),
        part("sampling", sampling),
        part("steps", steps),
        part("accounting", accounting),
        part("budget", budget),
        part("ledger", ledger),
        part("data", data),
        part("publicFigures", publicFigures),
        part("model", model),
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
