package dev.lethe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.data.DataFacts;
import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.Issuance;
import dev.lethe.report.PartRelease;
import dev.lethe.report.PrivacyClaim;
import dev.lethe.report.ProtectedUnit;
import dev.lethe.report.PublicFigure;
import dev.lethe.report.RandomnessFacts;
import dev.lethe.report.ReleaseFacts;
import dev.lethe.report.ReleasedValue;
import dev.lethe.report.ReportSigner;
import dev.lethe.report.RunReleases;
import dev.lethe.report.SpecFacts;
import dev.lethe.report.StandardTexts;
import dev.lethe.report.ThreatModel;
import dev.lethe.report.UtilityFacts;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.ProfilePlan;
import dev.lethe.spec.ProfileSpec;
import dev.lethe.spec.ProfileWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Says what a profile did, in the report's words; its epsilon comes from the ledger's lines. */
final class ProfileStatement {
  private static final String NOISE =
      "discrete Laplace by OpenDP 0.16 (make_laplace, make_laplace_threshold), exact in integers";

  private final ProfilePlan plan;
  private final ProfileSpec spec;
  private final String runId;
  private final Releases releases;

  ProfileStatement(ProfilePlan plan, String runId, Releases releases) {
    this.plan = plan;
    this.spec = plan.spec();
    this.runId = runId;
    this.releases = releases;
  }

  EpsilonStatement statement(
      LedgerRange range,
      DataFacts data,
      PublicIdentity signer,
      String logOrigin,
      String ledgerAnchor) {
    List<PartRelease> parts = plan.parts().stream().map(part -> release(part.name())).toList();
    double failure = RenyiAccountant.standard().failureDelta(plan.event());
    return EpsilonStatement.builder()
        .issuance(
            new Issuance(
                runId,
                spec.name(),
                Instant.now().truncatedTo(ChronoUnit.DAYS).toString(),
                List.of(ReportSigner.signer(signer)),
                logOrigin,
                Optional.empty()))
        .evidence(
            range,
            Accountants.named(plan.predicted().accountant())
                .orElseThrow(() -> new IllegalStateException("the plan's accountant is gone")),
            spec.epsilon(),
            spec.delta(),
            deltaItems(failure),
            new RunReleases(OptionalLong.empty(), parts, Map.of()))
        .unit(
            new ProtectedUnit(
                StatementFacts.noun(spec.data().unit()),
                spec.data().unit().tag(),
                spec.relation().tag(),
                spec.data().unit().maxContributions(),
                spec.data().population().value()))
        .data(StatementFacts.provenance(spec.data(), data))
        .publicFigures(
            List.of(
                new PublicFigure(
                    PublicFigure.POPULATION,
                    Long.toString(spec.data().population().value()),
                    spec.data().population().source())))
        .spec(new SpecFacts(plan.specDigest(), ProfileWriter.json(spec)))
        .code(StatementFacts.code("none"))
        .randomness(new RandomnessFacts("OpenSSL, through OpenDP", NOISE, 0))
        .releases(released(parts))
        .threatModel(
            new ThreatModel(StandardTexts.ADVERSARY, StandardTexts.ASSUMPTIONS, ledgerAnchor))
        .utility(new UtilityFacts("none", List.of(), "nothing was trained"))
        .build();
  }

  private List<PrivacyClaim.DeltaItem> deltaItems(double failure) {
    return List.of(
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.ACCOUNTANT, spec.delta() - failure, "given to the accountant"),
        new PrivacyClaim.DeltaItem(PrivacyClaim.SAMPLER_DISTANCE, 0, "nothing is sampled"),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.NOISE_DISTANCE, 0, "the noise is exact, for an ideal random generator"),
        new PrivacyClaim.DeltaItem(PrivacyClaim.TRUNCATION, 0, "no size is cut off"),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.EVENT_FAILURE,
            failure,
            "the chance that a value of one unit alone is shown"));
  }

  private static ReleaseFacts released(List<PartRelease> parts) {
    List<ReleaseFacts.Release> released = new ArrayList<>();
    for (PartRelease part : parts) {
      released.add(new ReleaseFacts.Release(part.part(), "charged", part.released()));
    }
    released.add(
        new ReleaseFacts.Release("report", "public", "this statement, its page and its log entry"));
    return new ReleaseFacts(released, StandardTexts.NOT_PROTECTED);
  }

  private PartRelease release(String part) {
    JsonNode kept = releases.kept(part);
    return switch (part) {
      case PlanPart.LEARN_BOUNDS -> RunFindings.bounds(part, kept);
      case PlanPart.LEARN_VOCABULARIES -> RunFindings.vocabularies(part, kept);
      case PlanPart.COUNT_UNITS ->
          new PartRelease(
              part, "the number of units", List.of(number("units", kept.path("units"))));
      case PlanPart.COUNT_MISSING -> {
        List<ReleasedValue> values = new ArrayList<>();
        values.add(number("rows", kept.path("rows")));
        kept.path("missingShare")
            .properties()
            .forEach(e -> values.add(number("missing share of " + e.getKey(), e.getValue())));
        yield new PartRelease(part, "rows, and each column's missing share", values);
      }
      case PlanPart.COUNT_CLASSES -> {
        List<ReleasedValue> values = new ArrayList<>();
        kept.path("rows")
            .properties()
            .forEach(e -> values.add(number("rows of class " + e.getKey(), e.getValue())));
        yield new PartRelease(part, "rows of each class", values);
      }
      case PlanPart.COUNT_HISTOGRAMS -> {
        List<ReleasedValue> values = new ArrayList<>();
        kept.path("columns")
            .properties()
            .forEach(
                e -> {
                  values.add(numbers("histogram of " + e.getKey(), e.getValue().path("counts")));
                  values.add(
                      numbers(
                          "5, 25, 50, 75 and 95 % quantiles of " + e.getKey(),
                          e.getValue().path("quantiles")));
                });
        yield new PartRelease(part, "histograms and quantiles of numeric columns", values);
      }
      case PlanPart.SUM_MOMENTS -> {
        List<ReleasedValue> values = new ArrayList<>();
        kept.path("columns")
            .properties()
            .forEach(e -> values.add(numbers("mean and scale of " + e.getKey(), e.getValue())));
        yield new PartRelease(part, "means and scales of numeric columns", values);
      }
      default -> throw new IllegalStateException("nothing is known of the part " + part);
    };
  }

  private static ReleasedValue number(String name, JsonNode value) {
    return new ReleasedValue(ReleasedValue.STATISTIC, name, List.of(value.asDouble()), List.of());
  }

  private static ReleasedValue numbers(String name, JsonNode values) {
    List<Double> numbers = new ArrayList<>();
    values.forEach(value -> numbers.add(value.asDouble()));
    return new ReleasedValue(ReleasedValue.STATISTIC, name, numbers, List.of());
  }
}
