package dev.lethe.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.TrustStore;
import dev.lethe.crypto.log.TransparencyLog;
import dev.lethe.privacy.accounting.CalibratedNoise;
import dev.lethe.privacy.accounting.NoiseCalibration;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A report signed over a real ledger, with real keys, log, calibration and a model folder; only the
 * training itself did not happen.
 */
final class RealReport {
  static final String ORIGIN = "lethe.dev/test-log";
  static final double RESERVED = 1e-12;
  static final double ACCOUNTANT_DELTA = SampleStatement.DELTA - RESERVED;

  private static @Nullable RealReport shared;

  final OperatorKey key;
  final TrustStore trust;
  final Path modelFolder;
  final LedgerRange range;
  final EpsilonStatement statement;
  final SignedReport report;
  final Path home;

  private RealReport(Path home) throws IOException {
    this.home = home;
    key = OperatorKey.generate("clinic-north", new SecureRandom());
    trust = TrustStore.ofIdentities(List.of(key.identity()));
    modelFolder = model(home.resolve("model"));
    double noise = calibrate().noiseMultiplier();
    range = ledger(noise);
    statement = statement(noise, range).build();
    report = sign(statement);
  }

  /** The one that all tests look at; none changes it but by appending to its log. */
  static synchronized RealReport shared() throws IOException {
    RealReport made = shared;
    if (made == null) {
      Files.createDirectories(Path.of("target"));
      made = new RealReport(Files.createTempDirectory(Path.of("target"), "report-home-"));
      shared = made;
    }
    return made;
  }

  SignedReport sign(EpsilonStatement other) throws IOException {
    try (TransparencyLog log = TransparencyLog.open(home.resolve("log"), ORIGIN, key)) {
      for (int i = log.size(); i < 5; i++) {
        log.append(("an earlier entry " + i).getBytes(StandardCharsets.UTF_8));
      }
      return ReportSigner.sign(other, key, log);
    }
  }

  private static CalibratedNoise calibrate() {
    return NoiseCalibration.calibrate(
        RenyiAccountant.standard(),
        NeighbouringRelation.ADD_OR_REMOVE_ONE,
        SampleStatement.TARGET_EPSILON,
        ACCOUNTANT_DELTA,
        noise -> new SelfComposed(step(noise), SampleStatement.STEPS));
  }

  private static PrivacyEvent step(double noiseMultiplier) {
    return new PoissonSampled(SampleStatement.SAMPLING_RATE, new Gaussian(noiseMultiplier));
  }

  private static RunTerms terms(String runId, String digest, PrivacyEvent step) {
    return new RunTerms(
        runId, digest, List.of(new RunPart("training", step, SampleStatement.STEPS)), RESERVED);
  }

  private LedgerRange ledger(double noise) {
    LedgerPaths paths = new LedgerPaths(home.resolve("ledger"), home.resolve("witness"));
    Population population =
        new Population(
            "diabetes-130-us-hospitals",
            "column:patient_nbr",
            NeighbouringRelation.ADD_OR_REMOVE_ONE);
    String digest = SampleStatement.specDigest();
    try (PrivacyLedger ledger = PrivacyLedger.open(paths, population)) {
      ledger.grant(new GrantTerms(10, 1e-5));
      LedgerRun earlier = ledger.begin(terms("run-0001", digest, step(4 * noise)));
      earlier.charge("training", SampleStatement.STEPS);
      earlier.finish(RunStatus.COMPLETED);
      LedgerRun run = ledger.begin(terms("run-0002", digest, step(noise)));
      while (run.chargesLeft("training") > 0) {
        run.charge("training", Math.min(100, run.chargesLeft("training")));
      }
      run.finish(RunStatus.COMPLETED);
      return run.range();
    }
  }

  private EpsilonStatementBuilder statement(double noise, LedgerRange of) throws IOException {
    long dimension = SampleStatement.PARAMETERS;
    NoiseGrid grid = NoiseGrid.forClippingNorm(1, dimension);
    double slack = 0x1p-40;
    double floatError = 1e-7;
    double sensitivity = grid.sensitivity(1, slack, floatError);
    String manifest = Digests.sha256Hex(Files.readAllBytes(modelFolder.resolve("manifest.json")));
    return SampleStatement.builder()
        .issuance(
            new Issuance(
                "run-0002",
                "readmission-30d",
                "2026-11-23T14:00:00Z",
                List.of(ReportSigner.signer(key.identity())),
                ORIGIN,
                Optional.empty()))
        .model(new ModelFacts("Multi-layer perceptron 106-64-32-1 with tanh", dimension, manifest))
        .mechanism(
            new MechanismFacts(
                "grid-gaussian",
                noise,
                1,
                "flat",
                grid.step(),
                dimension,
                slack,
                floatError,
                sensitivity,
                Math.nextUp(noise * sensitivity),
                "fp64 accumulation of at most 8,656 units of mass at most 4 C"))
        .evidence(
            of,
            RenyiAccountant.standard(),
            SampleStatement.TARGET_EPSILON,
            SampleStatement.DELTA,
            items(),
            RunReleases.ofTraining(SampleStatement.STEPS));
  }

  private static List<PrivacyClaim.DeltaItem> items() {
    return List.of(
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.ACCOUNTANT, ACCOUNTANT_DELTA, "at which epsilon was computed"),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.SAMPLER_DISTANCE, 0, "the 64-bit decisions never sample too often"),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.NOISE_DISTANCE, 1e-45, "(1 + e^epsilon) T d eta, rounded up"),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.TRUNCATION,
            RESERVED - 1e-45,
            "kept for the chance that a step holds more units than its cap"),
        new PrivacyClaim.DeltaItem(PrivacyClaim.EVENT_FAILURE, 0, "nothing can fail"));
  }

  private static Path model(Path folder) throws IOException {
    Files.createDirectories(folder);
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    manifest.put("apiVersion", "lethe.dev/model/v1").put("status", "complete");
    ObjectNode files = manifest.putObject("files");
    for (String name : List.of("model.json", "preprocessing.json", "weights.safetensors")) {
      byte[] content =
          name.equals("preprocessing.json")
              ? CanonicalJson.bytes(SampleStatement.encoding())
              : ("content of " + name).getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve(name), content);
      files.put(name, Digests.sha256Hex(content));
    }
    Files.write(folder.resolve("manifest.json"), CanonicalJson.bytes(manifest));
    return folder;
  }
}
