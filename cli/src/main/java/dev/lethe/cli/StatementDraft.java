package dev.lethe.cli;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.data.DataFacts;
import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.Issuance;
import dev.lethe.report.MechanismFacts;
import dev.lethe.report.ModelFacts;
import dev.lethe.report.PartRelease;
import dev.lethe.report.PrivacyClaim;
import dev.lethe.report.ProtectedUnit;
import dev.lethe.report.PublicFigure;
import dev.lethe.report.RandomnessFacts;
import dev.lethe.report.ReleaseFacts;
import dev.lethe.report.ReportSigner;
import dev.lethe.report.RunReleases;
import dev.lethe.report.SamplingFacts;
import dev.lethe.report.SpecFacts;
import dev.lethe.report.StandardTexts;
import dev.lethe.report.ThreatModel;
import dev.lethe.report.UtilityFacts;
import dev.lethe.spec.EvaluationMode;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.ModelSpec;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.SearchPlan;
import dev.lethe.spec.SpecWriter;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.TrainingFacts;
import dev.lethe.training.TrainingResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Says what a run did, in the report's words; epsilon and steps come from the ledger's lines, never
 * from the plan.
 */
final class StatementDraft {
  private final TrainingPlan plan;
  private final TrainingSpec spec;
  private final TrainingResult result;
  private final TrainingFacts facts;
  private final DataFacts data;
  private final RunFindings findings;
  private final LedgerRange range;
  private final Optional<UsedProfile> profile;
  private final Optional<SearchPlan> search;

  StatementDraft(
      TrainingPlan plan,
      RunFindings findings,
      DataFacts data,
      LedgerRange range,
      Optional<UsedProfile> profile) {
    this(plan, findings, data, range, profile, Optional.empty());
  }

  /** The draft of a search: of its best trial, under what the whole search costs. */
  static StatementDraft ofSearch(
      SearchStatement found, DataFacts data, LedgerRange range, Optional<UsedProfile> profile) {
    return new StatementDraft(
        found.trial(), found.findings(), data, range, profile, Optional.of(found.plan()));
  }

  private StatementDraft(
      TrainingPlan plan,
      RunFindings findings,
      DataFacts data,
      LedgerRange range,
      Optional<UsedProfile> profile,
      Optional<SearchPlan> search) {
    this.search = search;
    this.plan = plan;
    this.spec = plan.spec();
    this.result = findings.result();
    this.facts = result.facts();
    this.data = data;
    this.findings = findings;
    this.range = range;
    this.profile = profile;
  }

  EpsilonStatement statement(PublicIdentity signer, String logOrigin, String ledgerAnchor) {
    PrivacyAccountant accountant =
        Accountants.named(plan.predicted().accountant())
            .orElseThrow(() -> new IllegalStateException("the plan's accountant is gone"));
    return EpsilonStatement.builder()
        .issuance(
            new Issuance(
                result.runId(),
                spec.name(),
                // Only the day: with the ledger's times it would tell how long private steps took.
                Instant.now().truncatedTo(ChronoUnit.DAYS).toString(),
                List.of(ReportSigner.signer(signer)),
                logOrigin,
                Optional.empty()))
        .evidence(
            range,
            accountant,
            spec.privacy().epsilon(),
            spec.privacy().delta(),
            deltaItems(),
            new RunReleases(
                OptionalLong.of(result.stepsDone()),
                findings.releases(),
                profile.map(used -> Map.of(used.origin().run(), used.releases())).orElse(Map.of())))
        .unit(
            new ProtectedUnit(
                StatementFacts.noun(spec.data().unit()),
                spec.data().unit().tag(),
                spec.privacy().relation().tag(),
                spec.data().unit().maxContributions(),
                spec.data().population().value()))
        .mechanism(mechanism())
        .sampling(
            new SamplingFacts(
                "poisson",
                plan.samplingRate(),
                spec.privacy().expectedBatch(),
                facts.sampler(),
                64))
        .data(StatementFacts.provenance(spec.data(), data))
        .publicFigures(publicFigures())
        .model(new ModelFacts(architecture(), plan.parameters(), result.model().digest()))
        .spec(
            new SpecFacts(
                plan.specDigest(), SpecWriter.json(search.map(SearchPlan::spec).orElse(spec))))
        .code(StatementFacts.code(facts.engine()))
        .randomness(new RandomnessFacts(facts.noise(), facts.noise(), facts.distancePerValue()))
        .releases(releases())
        .threatModel(
            new ThreatModel(StandardTexts.ADVERSARY, StandardTexts.ASSUMPTIONS, ledgerAnchor))
        .utility(utility())
        .build();
  }

  private List<PrivacyClaim.DeltaItem> deltaItems() {
    if (facts.noiseDelta() + facts.unitCapDelta() > plan.reservedDelta()) {
      throw new IllegalStateException("the run used more delta than its plan reserved");
    }
    return List.of(
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.ACCOUNTANT,
            plan.accountantDelta() - plan.failureDelta(),
            "given to the accountant"),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.SAMPLER_DISTANCE,
            0,
            "the implemented rate is at most the stated one; see the guarantees, Poisson sampling"),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.NOISE_DISTANCE,
            facts.noiseDelta(),
            search.isPresent()
                ? "(1 + e^epsilon) times the expected number of noise values of all trials times"
                    + " the distance of one"
                : "(1 + e^epsilon) T d times the distance of one noise value"),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.TRUNCATION,
            plan.reservedDelta() - facts.noiseDelta(),
            "what the plan reserved; the cap of "
                + facts.unitCap()
                + " units in a step needs "
                + facts.unitCapDelta()),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.EVENT_FAILURE,
            plan.failureDelta(),
            "the deltas with which the parts' own events may fail, added up"));
  }

  private MechanismFacts mechanism() {
    return new MechanismFacts(
        "grid-gaussian",
        facts.noiseMultiplier(),
        facts.clippingNorm(),
        spec.privacy().clipping().tag(),
        facts.gridStep(),
        facts.parameters(),
        facts.normSlack(),
        facts.floatError(),
        facts.sensitivity(),
        facts.standardDeviation(),
        "sums run in double precision over at most "
            + facts.unitCap()
            + " units, each of mass at most "
            + facts.massBound());
  }

  private List<PublicFigure> publicFigures() {
    List<PublicFigure> figures = new ArrayList<>();
    figures.add(
        new PublicFigure(
            "population",
            Long.toString(spec.data().population().value()),
            spec.data().population().source()));
    // With the columns that were learned: the model's features are those the spec was completed to.
    if (result.model().features() instanceof FeatureSpec.Columns columns) {
      columns
          .numeric()
          .forEach(
              n ->
                  figures.add(
                      new PublicFigure(
                          "bounds of " + n.column(),
                          "[" + n.min() + ", " + n.max() + "], transform " + n.transform().tag(),
                          n.source())));
      columns
          .categorical()
          .forEach(
              c ->
                  figures.add(
                      new PublicFigure(
                          "vocabulary of " + c.column(),
                          c.values().isEmpty() ? "no value" : String.join(", ", c.values()),
                          c.source())));
    } else {
      figures.add(new PublicFigure("pixel bounds", "[0, 255]", "the IDX format's unsigned bytes"));
    }
    return figures;
  }

  private String architecture() {
    String shape = plan.features() + " inputs, " + plan.outputs() + " outputs";
    if (spec.model() instanceof ModelSpec.Mlp mlp) {
      return "multi-layer perceptron, "
          + shape
          + ", hidden "
          + mlp.hidden().stream().map(String::valueOf).collect(Collectors.joining(" and "))
          + ", "
          + mlp.activation().tag();
    }
    if (spec.model() instanceof ModelSpec.Cnn cnn) {
      return "convolutional network, "
          + shape
          + ", "
          + cnn.convolutions().size()
          + " convolutions, hidden "
          + cnn.hidden().stream().map(String::valueOf).collect(Collectors.joining(" and "))
          + ", "
          + cnn.activation().tag();
    }
    return "logistic regression, " + shape;
  }

  private ReleaseFacts releases() {
    List<ReleaseFacts.Release> released = new ArrayList<>();
    released.add(
        new ReleaseFacts.Release(
            "model", "charged", "weights after all charged steps, and its public preprocessing"));
    released.add(
        new ReleaseFacts.Release("report", "public", "this statement, its page and its log entry"));
    List<String> open = new ArrayList<>(StandardTexts.NOT_PROTECTED);
    for (PartRelease release : findings.releases()) {
      if (!release.part().equals(PlanPart.TRAINING)) {
        released.add(new ReleaseFacts.Release(release.part(), "charged", release.released()));
      }
    }
    if (findings.exact().isPresent()) {
      boolean isPublic = spec.evaluation().mode() == EvaluationMode.PUBLIC;
      released.add(
          new ReleaseFacts.Release(
              "metrics",
              isPublic ? "public" : "unprotected",
              isPublic
                  ? "measured on held-out records that the spec declares public"
                  : "measured on held-out private records, outside the guarantee"));
      if (!isPublic) {
        open.add("The held-out people: the utility figures were computed on them without noise.");
      }
    }
    return new ReleaseFacts(released, open);
  }

  private UtilityFacts utility() {
    List<UtilityFacts.Metric> figures = findings.figures(spec.evaluation().mode());
    String note =
        switch (spec.evaluation().mode()) {
          case NONE -> "not measured";
          case PUBLIC -> "on held-out records that the spec declares public";
          case UNPROTECTED -> "on held-out private records, without noise: outside the guarantee";
          case CHARGED ->
              "on held-out private people, from noisy histograms that the budget paid for; the"
                  + " ranges hold 19 of 20 repetitions with other noise and other such people";
        };
    return new UtilityFacts(
        spec.evaluation().mode().tag(),
        figures,
        figures.isEmpty() && spec.evaluation().mode() != EvaluationMode.NONE
            ? (spec.evaluation().mode() == EvaluationMode.CHARGED
                ? "too few people were held out for their classes to stand out of the noise"
                : "no records were held out")
            : note);
  }
}
