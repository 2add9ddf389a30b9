package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.data.LoadedData;
import dev.lethe.spec.SpecReader;
import dev.lethe.spec.TrainingSpec;
import dev.lethe.training.Evaluation;
import dev.lethe.training.Metrics;
import dev.lethe.training.TrainedModel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The examples that learn, on the real tables. */
@EnabledIfEnvironmentVariable(named = "LETHE_DATA_MIRROR", matches = ".+")
final class LearnedUtilityTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @TempDir Path folder;

  @Test
  void creditDefaultWithLearnedBoundsAndChargedEvaluation() throws Exception {
    Path file = EXAMPLES.resolve("financial/credit-default-learned.yaml");
    Path out = folder.resolve("out");

    JsonNode trained =
        lethe("train", file.toString(), "--out", out.toString(), "--json")
            .expect(ExitCode.DONE)
            .json();
    LoadedData data = encoded(SpecReader.read(file), out);
    TrainedModel model = TrainedModel.load(out.resolve("model"));
    Metrics exact = Evaluation.of(model, data.test());
    System.err.println("charged " + trained.get("utility") + ", exact " + exact);

    assertThat(trained.get("epsilon").doubleValue()).isLessThanOrEqualTo(1.0);
    // On 24,000 rows the AUC has a standard deviation of 0.004, on the held-out 6,000 one of 0.008.
    assertThat(Evaluation.of(model, data.train()).auc().orElseThrow()).isGreaterThan(0.755);
    assertThat(exact.auc().orElseThrow()).isGreaterThan(0.755);
    assertThat(exact.auc().orElseThrow())
        .isBetween(
            trained.at("/utility/auc/low").doubleValue() - 0.02,
            trained.at("/utility/auc/high").doubleValue() + 0.02);
    lethe("verify", out.resolve("report.dsse.json").toString(), "--model", out + "/model")
        .expect(ExitCode.DONE);
  }

  @Test
  void aProfileOfTheDiabetesDataAndARunThatBuildsOnIt() {
    Path profile = folder.resolve("profile");
    Path out = folder.resolve("out");
    JsonNode profiled =
        lethe(
                "profile",
                EXAMPLES.resolve("medical/diabetes-profile.yaml").toString(),
                "--out",
                profile.toString(),
                "--json")
            .expect(ExitCode.DONE)
            .json();
    System.err.println(profiled.get("profile"));
    assertThat(profiled.get("epsilon").doubleValue()).isLessThanOrEqualTo(1.0);
    assertThat(profiled.at("/profile/learn-vocabularies/gender"))
        .extracting(JsonNode::asText)
        .contains("Female", "Male");

    JsonNode trained =
        lethe(
                "train",
                EXAMPLES.resolve("medical/readmission-profiled.yaml").toString(),
                "--set",
                "data.profile.path=" + profile.resolve("report.dsse.json"),
                "--out",
                out.toString(),
                "--json")
            .expect(ExitCode.DONE)
            .json();
    System.err.println(trained);
    LetheProcess.Outcome verified =
        lethe("verify", out.resolve("report.dsse.json").toString(), "--model", out + "/model")
            .expect(ExitCode.DONE);

    assertThat(trained.at("/utility/auc").doubleValue()).isGreaterThan(0.61);
    assertThat(verified.out()).contains("learn-bounds");
  }

  /** Outside the guarantee, for this check alone. */
  private LoadedData encoded(TrainingSpec spec, Path out) throws Exception {
    TrainedModel model = TrainedModel.load(out.resolve("model"));
    return new DataAccess(LetheHome.at(folder.resolve("home")), line -> {})
        .load(spec.data())
        .encode(model.features());
  }

  private LetheProcess.Outcome lethe(String... args) {
    return LetheProcess.in(folder.resolve("home")).run(args);
  }
}
