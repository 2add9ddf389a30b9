package dev.lethe.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.event.ApproximateDp;
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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A private profile, and then a run that takes bounds from it, learns a vocabulary, trains and
 * measures, over one real ledger; both with a statement of their own.
 */
final class PartsReport {
  static final long STEPS = 60;
  static final double NOISE = 2;
  static final double FAILURE = 1e-9;
  static final PrivacyEvent STEP =
      new PoissonSampled(SampleStatement.SAMPLING_RATE, new Gaussian(NOISE));

  static final List<RunPart> PROFILE_PARTS =
      List.of(new RunPart("column-bounds", new ApproximateDp(0.5, 0), 1));
  static final List<RunPart> PARTS =
      List.of(
          new RunPart("learn-vocabularies", new ApproximateDp(0.4, FAILURE), 1),
          new RunPart("training", STEP, STEPS),
          new RunPart("evaluation", new ApproximateDp(0.2, 0), 1));

  final RealReport real;
  final Path modelFolder;
  final LedgerRange profileRange;
  final LedgerRange range;
  final EpsilonStatement profile;
  final EpsilonStatement statement;

  PartsReport(RealReport real, Path home) throws IOException {
    this.real = real;
    modelFolder = model(home.resolve("model"));
    Population population =
        new Population(
            "diabetes-130-us-hospitals",
            "column:patient_nbr",
            NeighbouringRelation.ADD_OR_REMOVE_ONE);
    LedgerPaths paths = new LedgerPaths(home.resolve("ledger"), home.resolve("witness"));
    try (PrivacyLedger ledger = PrivacyLedger.open(paths, population)) {
      ledger.grant(new GrantTerms(10, 1e-5));
      LedgerRun first = ledger.begin(terms("unrelated", profileSpec(), PROFILE_PARTS));
      first.charge("column-bounds", 1);
      first.finish(RunStatus.COMPLETED);
      LedgerRun asked = ledger.begin(terms("profile-1", profileSpec(), PROFILE_PARTS));
      asked.charge("column-bounds", 1);
      asked.finish(RunStatus.COMPLETED);
      profileRange = asked.range();
      LedgerRun run = ledger.begin(terms("run-1", spec(), PARTS));
      run.charge("learn-vocabularies", 1);
      run.charge("training", 16);
      run.charge("training", STEPS - 16);
      run.charge("evaluation", 1);
      run.finish(RunStatus.COMPLETED);
      range = ledger.range("run-1", "profile-1");
    }
    profile = profileStatement();
    statement = statement();
  }

  static RunTerms terms(String runId, ObjectNode spec, List<RunPart> parts) {
    return new RunTerms(
        runId, Digests.sha256Hex(CanonicalJson.bytes(spec)), parts, RealReport.RESERVED);
  }

  static ObjectNode profileSpec() {
    ObjectNode spec = SampleStatement.spec();
    spec.put("kind", "Profile").put("evaluation", "none");
    spec.remove("training");
    return spec;
  }

  static ObjectNode spec() {
    ObjectNode spec = SampleStatement.spec();
    ((ObjectNode) spec.path("training")).put("steps", STEPS);
    ((ObjectNode) spec.at("/data/features/bounds/time_in_hospital"))
        .put("source", "profile profile-1");
    ((ObjectNode) spec.at("/data/features/vocabularies")).remove("gender");
    ((ObjectNode) spec.at("/data")).putObject("profile").put("run", "profile-1");
    spec.putObject("evaluation").put("mode", "charged").put("epsilon", 0.2);
    return spec;
  }

  private static PartRelease bounds() {
    return new PartRelease(
        "column-bounds", "noisy ranges", List.of(ReleasedValue.bounds("time_in_hospital", 1, 14)));
  }

  private static List<PrivacyClaim.DeltaItem> items(double failure) {
    return List.of(
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.ACCOUNTANT, RealReport.ACCOUNTANT_DELTA - failure, "at which computed"),
        new PrivacyClaim.DeltaItem(PrivacyClaim.SAMPLER_DISTANCE, 0, "never too often"),
        new PrivacyClaim.DeltaItem(PrivacyClaim.NOISE_DISTANCE, 1e-45, "rounded up"),
        new PrivacyClaim.DeltaItem(
            PrivacyClaim.TRUNCATION, RealReport.RESERVED - 1e-45, "kept for the cap"),
        new PrivacyClaim.DeltaItem(PrivacyClaim.EVENT_FAILURE, failure, "of the vocabularies"));
  }

  private Issuance issuance(String runId) {
    return new Issuance(
        runId,
        "readmission-30d",
        "2026-11-23T14:00:00Z",
        List.of(ReportSigner.signer(real.key.identity())),
        RealReport.ORIGIN,
        Optional.empty());
  }

  private EpsilonStatement profileStatement() {
    return SampleStatement.builder()
        .issuance(issuance("profile-1"))
        .noTraining()
        .spec(new SpecFacts(Digests.sha256Hex(CanonicalJson.bytes(profileSpec())), profileSpec()))
        .utility(new UtilityFacts("none", List.of(), "nothing to measure"))
        .evidence(
            profileRange,
            RenyiAccountant.standard(),
            SampleStatement.TARGET_EPSILON,
            SampleStatement.DELTA,
            items(0),
            new RunReleases(OptionalLong.empty(), List.of(bounds()), Map.of()))
        .build();
  }

  private EpsilonStatement statement() throws IOException {
    long dimension = SampleStatement.PARAMETERS;
    NoiseGrid grid = NoiseGrid.forClippingNorm(1, dimension);
    double sensitivity = grid.sensitivity(1, 0x1p-40, 1e-7);
    String manifest = Digests.sha256Hex(Files.readAllBytes(modelFolder.resolve("manifest.json")));
    return SampleStatement.builder()
        .issuance(issuance("run-1"))
        .model(new ModelFacts("logistic regression", dimension, manifest))
        .spec(new SpecFacts(Digests.sha256Hex(CanonicalJson.bytes(spec())), spec()))
        .mechanism(
            new MechanismFacts(
                "grid-gaussian",
                NOISE,
                1,
                "flat",
                grid.step(),
                dimension,
                0x1p-40,
                1e-7,
                sensitivity,
                Math.nextUp(NOISE * sensitivity),
                "fp64 accumulation"))
        .utility(
            new UtilityFacts(
                "charged", List.of(new UtilityFacts.Metric("auc", 0.61)), "noisy histograms"))
        .evidence(
            range,
            RenyiAccountant.standard(),
            SampleStatement.TARGET_EPSILON,
            SampleStatement.DELTA,
            items(1.000001 * FAILURE),
            new RunReleases(
                OptionalLong.of(STEPS),
                List.of(
                    new PartRelease(
                        "learn-vocabularies",
                        "values of gender",
                        List.of(ReleasedValue.vocabulary("gender", List.of("Female", "Male")))),
                    new PartRelease("training", "the model's weights", List.of()),
                    new PartRelease(
                        "evaluation",
                        "noisy histograms of scores",
                        List.of(ReleasedValue.metric("auc", 0.61)))),
                Map.of("profile-1", List.of(bounds()))))
        .build();
  }

  private static Path model(Path folder) throws IOException {
    Files.createDirectories(folder);
    ObjectNode manifest = JsonNodeFactory.instance.objectNode();
    ObjectNode files = manifest.putObject("files");
    put(folder, files, "weights.safetensors", "weights".getBytes(StandardCharsets.UTF_8));
    put(folder, files, "preprocessing.json", CanonicalJson.bytes(SampleStatement.encoding()));
    Files.write(folder.resolve("manifest.json"), CanonicalJson.bytes(manifest));
    return folder;
  }

  private static void put(Path folder, ObjectNode files, String name, byte[] content)
      throws IOException {
    Files.write(folder.resolve(name), content);
    files.put(name, Digests.sha256Hex(content));
  }
}
