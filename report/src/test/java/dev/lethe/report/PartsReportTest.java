package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.accounting.RenyiCurve;
import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report of several parts and of an earlier run, and one of a run that trained nothing. */
class PartsReportTest {
  private static PartsReport parts;

  @BeforeAll
  static void makeReports(@TempDir Path home) throws IOException {
    parts = new PartsReport(RealReport.shared(), home);
  }

  private static Verification verified(EpsilonStatement statement, Optional<Path> model)
      throws IOException {
    VerifyOptions options = VerifyOptions.trusting(parts.real.trust);
    return ReportVerifier.verify(
        parts.real.sign(statement).bytes(),
        model.isPresent() ? options.withModel(model.get()) : options);
  }

  private static Check check(Verification found, String name) {
    return found.check(name).orElseThrow();
  }

  @Test
  void aRunOfSeveralPartsVerifiesWithTheProfileThatItBuildsOn() throws IOException {
    Verification found = verified(parts.statement, Optional.of(parts.modelFolder));

    assertThat(found.checks())
        .filteredOn(c -> c.status() != Check.Status.PASSED)
        .extracting(Check::name)
        .containsExactlyInAnyOrder(
            "log-consistency", "log-witness", "data-commitment", "execution");
    assertThat(check(found, "prior-runs").reason())
        .contains("profile-1 (1 x column-bounds) has epsilon 0.")
        .contains("only the ledger's filter bounds all together")
        .doesNotContain("unrelated");
    assertThat(check(found, "epsilon-recomputed").reason())
        .contains("1 x learn-vocabularies, 60 charged steps, 1 x evaluation");
    assertThat(check(found, "learned-values").reason()).contains("2 columns");
  }

  /** By hand: Renyi curves of parts add up, and failures are taken from delta. */
  @Test
  void theClaimIsTheCompositionOfTheChargedParts() {
    RenyiCurve steps =
        RenyiAccountant.standard()
            .curve(
                new SelfComposed(PartsReport.STEP, PartsReport.STEPS),
                NeighbouringRelation.ADD_OR_REMOVE_ONE);
    double least = Double.POSITIVE_INFINITY;
    double without = Double.POSITIVE_INFINITY;
    double delta = RealReport.ACCOUNTANT_DELTA - 1.000001 * PartsReport.FAILURE;
    for (int i = 0; i < steps.orders().size(); i++) {
      double order = steps.orders().get(i);
      double pure = Math.min(0.4, order * 0.4 * 0.4 / 2) + Math.min(0.2, order * 0.2 * 0.2 / 2);
      double divergence = steps.divergences().get(i);
      least = Math.min(least, RenyiCurve.epsilonAt(order, divergence + pure, delta));
      without = Math.min(without, RenyiCurve.epsilonAt(order, divergence, delta));
    }
    assertThat(parts.statement.claim().epsilon())
        .isLessThanOrEqualTo(least * (1 + 1e-6))
        .isGreaterThan(without);
    assertThat(parts.statement.claim().epsilon())
        .isEqualTo(
            RenyiAccountant.standard()
                .epsilon(
                    new Composed(
                        List.of(
                            new ApproximateDp(0.4, PartsReport.FAILURE),
                            new SelfComposed(PartsReport.STEP, PartsReport.STEPS),
                            new ApproximateDp(0.2, 0))),
                    NeighbouringRelation.ADD_OR_REMOVE_ONE,
                    parts.statement.claim().accountedDelta())
                .epsilon());
  }

  @Test
  void aProfileVerifiesAndClaimsNoTraining() throws IOException {
    Verification found = verified(parts.profile, Optional.empty());

    assertThat(found.passed()).isTrue();
    for (String name :
        List.of("steps", "mechanism", "sensitivity", "model-digest", "learned-values")) {
      assertThat(check(found, name).status()).as(name).isEqualTo(Check.Status.NOT_CHECKED);
      assertThat(check(found, name).reason()).contains("trained no model");
    }
    assertThat(check(found, "epsilon-recomputed").status()).isEqualTo(Check.Status.PASSED);
    double alone =
        Accountants.named(parts.profile.accounting().accountant())
            .orElseThrow()
            .epsilon(
                new ApproximateDp(0.5, 0),
                NeighbouringRelation.ADD_OR_REMOVE_ONE,
                parts.profile.claim().accountedDelta())
            .epsilon();
    assertThat(parts.profile.claim().epsilon()).isEqualTo(alone).isLessThan(0.5001);
    String page = HtmlReport.render(parts.real.sign(parts.profile), found);
    assertThat(page)
        .contains("these statistics")
        .contains("column-bounds")
        .contains("time_in_hospital")
        .doesNotContain("How each step was protected")
        .doesNotContain("this model");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /parts/0 | charged | 0 | parts
          /parts/1 | planned | 61 | parts
          /parts/1 | charged | 59 | parts
          /parts/0/event | epsilon | 0.3 | parts
          /parts/0/event | delta | 1e-12 | parts
          /priorRuns/0/parts/0/event | epsilon | 0.4 | prior-runs
          /priorRuns/0 | epsilon | 0.1 | prior-runs
          /claim | epsilon | 1.2 | epsilon-recomputed
          /claim/deltaItems/4 | value | 1e-10 | delta-items
          /steps | charged | 59 | steps
          /utility/metrics/0 | value | 0.99 | released-values
          /priorRuns/0/parts/0/values/0/numbers/1 | 1 | 20 | learned-values
          /parts/0/values/0/texts | 0 | Other | learned-values
          """)
  void aLieAboutAPartOrAnEarlierRunIsCaught(
      String object, String member, String value, String caughtBy) throws IOException {
    ObjectNode json = parts.statement.toJson();
    change(json, object.replace("/numbers/1", "/numbers"), member, value);
    if (json.at("/parts/0/charged").asLong() == 0) {
      ((ArrayNode) json.at("/parts/0/values")).removeAll();
    }

    Verification found = verified(EpsilonStatement.fromJson(json), Optional.of(parts.modelFolder));

    assertThat(found.passed()).isFalse();
    assertThat(check(found, caughtBy).status())
        .as(found.checks().toString())
        .isEqualTo(Check.Status.FAILED);
  }

  private static void change(ObjectNode json, String object, String member, String value) {
    if (json.at(object) instanceof ArrayNode array) {
      int at = Integer.parseInt(member);
      if (array.get(at).isTextual()) {
        array.set(at, value);
      } else {
        array.set(at, Double.parseDouble(value));
      }
    } else if (json.at(object).path(member).isIntegralNumber()) {
      ((ObjectNode) json.at(object)).put(member, Long.parseLong(value));
    } else {
      ((ObjectNode) json.at(object)).put(member, Double.parseDouble(value));
    }
  }

  @Test
  void droppingAPartOrAnEarlierRunIsCaught() throws IOException {
    ObjectNode part = parts.statement.toJson();
    ((ArrayNode) part.at("/parts")).remove(0);
    ObjectNode prior = parts.statement.toJson();
    prior.putArray("priorRuns");

    assertThat(check(verified(EpsilonStatement.fromJson(part), Optional.empty()), "parts").status())
        .isEqualTo(Check.Status.FAILED);
    Verification found = verified(EpsilonStatement.fromJson(prior), Optional.empty());
    assertThat(check(found, "prior-runs").status()).isEqualTo(Check.Status.FAILED);
    assertThat(check(found, "learned-values").status()).isEqualTo(Check.Status.FAILED);
  }

  @Test
  void hidingTheProfilesLinesIsCaught() throws IOException {
    ObjectNode json = parts.statement.toJson();
    ArrayNode ledger = (ArrayNode) json.at("/ledger");
    for (int i = 0; i < 3; i++) {
      ledger.remove(2); // the profile's start, charge and end
    }
    Verification found = verified(EpsilonStatement.fromJson(json), Optional.empty());

    assertThat(found.passed()).isFalse();
    assertThat(check(found, "prior-runs").status()).isEqualTo(Check.Status.FAILED);
  }

  @Test
  void valuesOfAProfileThatTheSpecDoesNotNameAreCaught() throws IOException {
    ObjectNode json = parts.statement.toJson();
    ((ObjectNode) json.at("/spec/canonical/data/features/bounds/time_in_hospital"))
        .put("source", "profile 41137206-1576-4ae1-b0d5-1391781353ee");

    Check found =
        check(verified(EpsilonStatement.fromJson(json), Optional.empty()), "learned-values");

    assertThat(found.status()).isEqualTo(Check.Status.FAILED);
    assertThat(found.reason()).contains("time_in_hospital").contains("names no such profile");
  }

  @Test
  void anEncodingThatNobodyReleasedIsCaught(@TempDir Path folder) throws IOException {
    for (Path file : List.of(Path.of("weights.safetensors"), Path.of("manifest.json"))) {
      Files.copy(parts.modelFolder.resolve(file), folder.resolve(file));
    }
    ObjectNode encoding = SampleStatement.encoding();
    ((ArrayNode) encoding.at("/features/categorical/0/values")).add("Alice Smith");
    Files.write(folder.resolve("preprocessing.json"), CanonicalJson.bytes(encoding));

    Check found = check(verified(parts.statement, Optional.of(folder)), "learned-values");

    assertThat(found.status()).isEqualTo(Check.Status.FAILED);
    assertThat(found.reason()).contains("the model encodes gender");
  }

  @Test
  void trainingFactsStandOrFallTogether() {
    for (String member : List.of("mechanism", "sampling", "steps", "model")) {
      ObjectNode json = parts.statement.toJson();
      json.putNull(member);
      assertThatThrownBy(() -> EpsilonStatement.fromJson(json))
          .as(member)
          .isInstanceOf(MalformedReportException.class)
          .hasMessageContaining("a run has parts");
    }
    ObjectNode profile = parts.profile.toJson();
    profile.set("steps", parts.statement.toJson().get("steps"));
    assertThatThrownBy(() -> EpsilonStatement.fromJson(profile))
        .isInstanceOf(MalformedReportException.class);
  }

  @Test
  void everyChargedPartMustSayWhatItReleased() {
    RunReleases silent = new RunReleases(java.util.OptionalLong.of(1), List.of(), Map.of());
    assertThatThrownBy(() -> silent.facts(LedgerEvidence.of(parts.range).ledger().parts()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'learn-vocabularies' was charged");
  }

  /** Where to stop may have been decided by what was seen, so only the plan's bound is sure. */
  @Test
  void aRunThatStoppedEarlyIsBoundedByItsWholePlan(@TempDir Path home) {
    Population people = new Population("people", "row", NeighbouringRelation.ADD_OR_REMOVE_ONE);
    LedgerPaths paths = new LedgerPaths(home.resolve("ledger"), home.resolve("witness"));
    try (PrivacyLedger ledger = PrivacyLedger.open(paths, people)) {
      ledger.grant(new GrantTerms(10, 1e-5));
      RunTerms terms = PartsReport.terms("run-1", PartsReport.spec(), PartsReport.PARTS);
      LedgerRun run = ledger.begin(terms);
      run.charge("training", 10);
      LedgerEvidence evidence = LedgerEvidence.of(run.range());

      assertThat(evidence.epsilon(RenyiAccountant.standard(), 1e-6))
          .isEqualTo(
              RenyiAccountant.standard().epsilon(terms.event(), people.relation(), 1e-6).epsilon());
      assertThat(evidence.failureDelta()).isGreaterThanOrEqualTo(PartsReport.FAILURE);
      assertThat(evidence.priorRuns(1e-6, RunReleases.ofTraining(10))).isEmpty();
      assertThat(evidence.steps(10)).isEqualTo(new StepFacts(PartsReport.STEPS, 10, 10));
    }
  }

  @Test
  void thePathGrowsWithEveryChargeAndEndsAtTheClaim() {
    EpsilonPath path = EpsilonPath.of(parts.statement).orElseThrow();

    assertThat(path.steps()).startsWith(0.0, 1.0).endsWith(PartsReport.STEPS + 2.0);
    assertThat(path.steps()).contains(PartsReport.STEPS + 1.0);
    assertThat(path.epsilons()).isSorted();
    assertThat(path.epsilons().get(path.epsilons().size() - 1))
        .isEqualTo(parts.statement.claim().epsilon());
  }

  @Test
  void thePageListsPartsValuesAndTheEarlierRun() throws IOException {
    String page =
        HtmlReport.render(
            parts.real.sign(parts.statement),
            verified(parts.statement, Optional.of(parts.modelFolder)));

    assertThat(page)
        .contains("What the budget was charged for")
        .contains("learn-vocabularies")
        .contains("Female, Male")
        .contains("Earlier run profile-1")
        .contains("It is not the epsilon of a plan that was fixed beforehand")
        .contains("charges, in the order they were made");
  }

  @Test
  void exportAndDiffTakeBothKinds() {
    assertThat(ReportExport.json(parts.profile)).contains("\"model\" : null");
    assertThat(ReportExport.curveCsv(parts.statement)).startsWith("order,divergence");
    assertThat(ReportDiff.between(parts.statement, parts.statement).differences()).isEmpty();
    assertThat(ReportDiff.between(parts.statement, parts.profile).differences())
        .extracting(ReportDiff.Difference::path)
        .contains("claim.epsilon", "parts[1].name", "model");
  }
}
