package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerPaths;
import dev.lethe.privacy.ledger.LedgerRange;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunPart;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunTerms;
import dev.lethe.privacy.mechanism.NoiseGrid;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose clipping adapts is verified against a ledger that charged sum and count together. */
class AdaptiveReportTest {
  private static final double NOISE = 1.4;
  private static final double COUNT_NOISE = 57;
  private static final double ACCOUNTANT_DELTA = SampleStatement.DELTA - RealReport.RESERVED;
  private static final Gaussian SUM = new Gaussian(NOISE);
  private static final Gaussian COUNT = new Gaussian(2 * COUNT_NOISE);

  @TempDir Path folder;

  private static ObjectNode spec() {
    ObjectNode spec = SampleStatement.spec();
    ((ObjectNode) spec.at("/privacy/clipping"))
        .put("mode", "adaptive")
        .put("countNoise", COUNT_NOISE);
    return spec;
  }

  @Test
  void aLedgerThatChargedSumAndCountOnOneSampleIsWhatTheReportDescribes() {
    assertThat(status(new Composed(List.of(SUM, COUNT)), "adaptive", CheckNames.MECHANISM))
        .isEqualTo(Check.Status.PASSED);
    for (String name :
        List.of(
            CheckNames.LEDGER_CHAIN,
            CheckNames.EPSILON,
            CheckNames.RENYI_CURVE,
            CheckNames.SENSITIVITY,
            CheckNames.SPEC_AGREES,
            CheckNames.DELTA)) {
      assertThat(status(new Composed(List.of(SUM, COUNT)), "adaptive", name))
          .as(name)
          .isEqualTo(Check.Status.PASSED);
    }
  }

  @Test
  void countsThatWereNotChargedAreCaught() {
    for (PrivacyEvent other :
        List.of(
            SUM,
            new Composed(List.of(SUM, new Gaussian(4 * COUNT_NOISE))),
            new Composed(List.of(SUM, new Gaussian(COUNT_NOISE))))) {
      assertThat(status(other, "adaptive", CheckNames.MECHANISM)).isEqualTo(Check.Status.FAILED);
    }
    assertThat(status(new Composed(List.of(SUM, COUNT)), "flat", CheckNames.MECHANISM))
        .isEqualTo(Check.Status.FAILED);
    assertThat(status(SUM, "flat", CheckNames.SPEC_AGREES)).isEqualTo(Check.Status.FAILED);
  }

  private int ledgers;

  private Check.Status status(PrivacyEvent released, String mode, String name) {
    CheckList checks = new CheckList();
    new StatementChecks(statement(ledger(released), mode), checks).run();
    return checks.result().checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow()
        .status();
  }

  private LedgerRange ledger(PrivacyEvent released) {
    Path root = folder.resolve("ledger-" + ledgers++);
    Population population =
        new Population(
            "diabetes-130-us-hospitals",
            "column:patient_nbr",
            NeighbouringRelation.ADD_OR_REMOVE_ONE);
    PrivacyEvent step = new PoissonSampled(SampleStatement.SAMPLING_RATE, released);
    try (PrivacyLedger ledger =
        PrivacyLedger.open(
            new LedgerPaths(root.resolve("ledger"), root.resolve("witness")), population)) {
      ledger.grant(new GrantTerms(10, 1e-5));
      LedgerRun run =
          ledger.begin(
              new RunTerms(
                  "run-0002",
                  Digests.sha256Hex(CanonicalJson.bytes(spec())),
                  List.of(new RunPart("training", step, SampleStatement.STEPS)),
                  RealReport.RESERVED));
      run.charge("training", SampleStatement.STEPS);
      run.finish(RunStatus.COMPLETED);
      return run.range();
    }
  }

  private static EpsilonStatement statement(LedgerRange range, String mode) {
    long dimension = SampleStatement.PARAMETERS;
    NoiseGrid grid = NoiseGrid.forClippingNorm(1, dimension);
    double sensitivity = grid.sensitivity(1, 0x1p-40, 1e-7);
    return SampleStatement.builder()
        .issuance(
            new Issuance(
                "run-0002",
                "readmission-30d",
                "2026-11-23T14:00:00Z",
                List.of(new Issuance.Signer("a", SampleStatement.HEX, List.of("Ed25519"))),
                RealReport.ORIGIN,
                Optional.empty()))
        .spec(new SpecFacts(Digests.sha256Hex(CanonicalJson.bytes(spec())), spec()))
        .mechanism(
            new MechanismFacts(
                "grid-gaussian",
                NOISE,
                1,
                mode,
                grid.step(),
                dimension,
                0x1p-40,
                1e-7,
                sensitivity,
                Math.nextUp(NOISE * sensitivity),
                "made up"))
        .evidence(
            range,
            RenyiAccountant.standard(),
            SampleStatement.TARGET_EPSILON,
            SampleStatement.DELTA,
            List.of(
                new PrivacyClaim.DeltaItem(PrivacyClaim.ACCOUNTANT, ACCOUNTANT_DELTA, "a"),
                new PrivacyClaim.DeltaItem(PrivacyClaim.SAMPLER_DISTANCE, 0, "b"),
                new PrivacyClaim.DeltaItem(PrivacyClaim.NOISE_DISTANCE, 1e-45, "c"),
                new PrivacyClaim.DeltaItem(
                    PrivacyClaim.TRUNCATION, RealReport.RESERVED - 1e-45, "d"),
                new PrivacyClaim.DeltaItem(PrivacyClaim.EVENT_FAILURE, 0, "e")),
            RunReleases.ofTraining(SampleStatement.STEPS))
        .build();
  }
}
