package dev.lethe.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.event.EventJson;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.util.List;
import java.util.Optional;

/** A statement with every part but those that real code has to compute. */
final class SampleStatement {
  static final double TARGET_EPSILON = 3;
  static final double DELTA = 1e-6;
  static final double EXPECTED_BATCH = 1140;
  static final long POPULATION = 57_000;
  static final double SAMPLING_RATE = EXPECTED_BATCH / POPULATION;
  static final long STEPS = 800;
  static final long PARAMETERS = 8_961;
  static final String HEX = "0123456789abcdef".repeat(4);

  private SampleStatement() {}

  static ObjectNode spec() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.put("apiVersion", "lethe.dev/v1").put("kind", "TrainingRun");
    spec.putObject("metadata").put("name", "readmission-30d");
    ObjectNode data = spec.putObject("data");
    data.put("id", "diabetes-130-us-hospitals");
    data.put("source", "catalog:diabetes-130-us-hospitals");
    ObjectNode features = data.putObject("features");
    features
        .putObject("bounds")
        .putObject("time_in_hospital")
        .put("min", 1)
        .put("max", 14)
        .put("source", "UCI documentation");
    features
        .putObject("vocabularies")
        .putObject("gender")
        .put("source", "UCI documentation")
        .putArray("values")
        .add("Female")
        .add("Male");
    data.putObject("population").put("value", POPULATION).put("source", "dataset paper");
    data.putObject("privacyUnit").put("column", "patient_nbr").put("maxContributions", 2);
    ObjectNode privacy = spec.putObject("privacy");
    privacy.put("epsilon", TARGET_EPSILON).put("delta", DELTA);
    privacy.put("relation", "add-or-remove-one");
    privacy.putObject("sampling").put("scheme", "poisson").put("expectedBatch", EXPECTED_BATCH);
    privacy.putObject("clipping").put("norm", 1).put("mode", "flat");
    spec.putObject("training").put("steps", STEPS);
    spec.put("evaluation", "unprotected");
    return spec;
  }

  /** How the model encodes what the spec declares. */
  static ObjectNode encoding() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode features = json.putObject("features").put("type", "columns");
    features
        .putArray("numeric")
        .addObject()
        .put("column", "time_in_hospital")
        .put("min", 1.0)
        .put("max", 14.0);
    features
        .putArray("categorical")
        .addObject()
        .put("column", "gender")
        .putArray("values")
        .add("Female")
        .add("Male");
    return json;
  }

  static String specDigest() {
    return Digests.sha256Hex(CanonicalJson.bytes(spec()));
  }

  static EpsilonStatementBuilder builder() {
    return EpsilonStatement.builder()
        .unit(
            new ProtectedUnit("patient", "column:patient_nbr", "add-or-remove-one", 2, POPULATION))
        .sampling(
            new SamplingFacts(
                "poisson",
                SAMPLING_RATE,
                EXPECTED_BATCH,
                "each patient decided alone by a 64-bit keyed function of their own id and the step",
                64))
        .steps(new StepFacts(STEPS, STEPS, STEPS))
        .data(
            new DataProvenance(
                "diabetes-130-us-hospitals",
                "catalog:diabetes-130-us-hospitals",
                Optional.of("ten years of hospital encounters of people with diabetes (UCI 296)"),
                Optional.of("CC BY 4.0"),
                "sha256-salted-v1",
                HEX,
                Optional.of(HEX)))
        .publicFigures(
            List.of(
                new PublicFigure("population", "57000", "dataset paper (Strack et al. 2014)"),
                new PublicFigure("expectedBatch", "1140", "chosen before looking at the data"),
                new PublicFigure("bounds of time_in_hospital", "1 to 14", "UCI documentation"),
                new PublicFigure("bounds of num_lab_procedures", "1 to 132", "UCI documentation"),
                new PublicFigure("vocabulary of gender", "2 values", "UCI documentation")))
        .model(new ModelFacts("Multi-layer perceptron 106-64-32-1 with tanh", PARAMETERS, HEX))
        .spec(new SpecFacts(specDigest(), spec()))
        .code(
            new CodeIdentity(
                "0.1.0", "unknown", HEX, "OpenJDK 17.0.15", "PyTorch 2.7.1 by DJL 0.38.0"))
        .randomness(
            new RandomnessFacts(
                "AES-256-CTR, keyed afresh from the operating system's generator",
                "exactly rounded Gaussian, Box-Muller with lazily extended precision",
                0x1p-200))
        .releases(
            new ReleaseFacts(
                List.of(
                    new ReleaseFacts.Release(
                        "model weights", "charged", "made from noised sums only"),
                    new ReleaseFacts.Release(
                        "preprocessing and spec", "public", "declared before the run"),
                    new ReleaseFacts.Release(
                        "test metrics", "unprotected", "measured on held-out patients, no noise")),
                StandardTexts.NOT_PROTECTED))
        .threatModel(
            new ThreatModel(
                StandardTexts.ADVERSARY, StandardTexts.ASSUMPTIONS, StandardTexts.OPERATOR_WITNESS))
        .utility(
            new UtilityFacts(
                "unprotected",
                List.of(
                    new UtilityFacts.Metric("auc", 0.6291),
                    new UtilityFacts.Metric("accuracy", 0.8893),
                    new UtilityFacts.Metric("logLoss", 0.3382)),
                "Measured on the 20 % of patients held out by a keyed hash of their own content."));
  }

  /** As signed JSON has it, for tests that need no ledger. */
  static EpsilonStatement withoutEvidence() {
    return builder()
        .issuance(
            new Issuance(
                "run-7f3a",
                "readmission-30d",
                "2026-11-23T14:00:00Z",
                List.of(new Issuance.Signer("operator", HEX, List.of("ed25519", "ml-dsa-65"))),
                "lethe.dev/log/0123456789ab",
                Optional.empty()))
        .claim(
            new PrivacyClaim(
                2.9987,
                DELTA,
                List.of(
                    new PrivacyClaim.DeltaItem("accountant", 9.9e-7, "given to the accountant"),
                    new PrivacyClaim.DeltaItem("sampler-distance", 0, "none"),
                    new PrivacyClaim.DeltaItem("noise-distance", 5e-9, "(1 + e^eps) T d eta"),
                    new PrivacyClaim.DeltaItem("truncation", 5e-9, "Chernoff"),
                    new PrivacyClaim.DeltaItem("event-failure", 0, "nothing can fail")),
                TARGET_EPSILON))
        .parts(
            List.of(
                new PartFacts(
                    "learn-bounds",
                    EventJson.toJson(new Laplace(2)),
                    1,
                    1,
                    "ranges of two columns",
                    List.of(
                        ReleasedValue.bounds("time_in_hospital", 1, 14),
                        ReleasedValue.vocabulary("gender", List.of("Female", "Male")))),
                new PartFacts(
                    "training",
                    EventJson.toJson(new PoissonSampled(SAMPLING_RATE, new Gaussian(0.83))),
                    STEPS,
                    STEPS,
                    "the model's weights",
                    List.of())))
        .priorRuns(
            List.of(
                new PriorRun(
                    "profile-1",
                    HEX,
                    "completed",
                    "rdp",
                    Optional.of(0.9),
                    List.of(
                        new PartFacts(
                            "statistics",
                            EventJson.toJson(new Laplace(1)),
                            1,
                            1,
                            "counts",
                            List.of(
                                new ReleasedValue(
                                    "statistic", "rows", List.of(12.0), List.of())))))))
        .mechanism(
            new MechanismFacts(
                "grid-gaussian",
                0.83,
                1,
                "flat",
                0x1p-27,
                8_961,
                0x1p-40,
                1e-7,
                1.0000009,
                0.8300008,
                "fp64 accumulation of at most 8656 units of mass at most 4 C"))
        .accounting(
            new AccountingFacts(
                "rdp",
                "1",
                "upward",
                new AccountingFacts.Curve(
                    List.of(1.5, 2.0, 4.0, 8.0, 16.0, 64.0, 256.0),
                    List.of(0.1, 0.2, 0.4, 1.1, 3.2, 40.0, 210.0))))
        .budget(new BudgetFacts(10, 1e-5, 1.2, 4.61, 5, 57, HEX))
        .ledger(List.of("{\"v\":1}", "{\"v\":2}"))
        .build();
  }
}
