package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventCommandTest {
  private static final String RUN = "--sampling-rate 0.01 --noise-multiplier 2 --steps 1000";

  @TempDir Path folder;

  @Test
  void anEventFilePricesLikeTheOptionsThatDescribeIt() throws IOException {
    double options = epsilon("epsilon " + RUN + " --delta 1e-5 --accountant rdp --json");
    String json =
        """
        {"type":"self-composed","count":1000,"event":
          {"type":"poisson-sampled","samplingRate":0.01,"event":
            {"type":"gaussian","noiseMultiplier":2}}}
        """;
    assertThat(epsilon("epsilon --event " + file(json) + " --delta 1e-5 --accountant rdp --json"))
        .isEqualTo(options);
  }

  @Test
  void samplesOfFixedSizeTakeTheNoiseOverTheClippingNorm() throws IOException {
    double options =
        epsilon(
            "epsilon "
                + RUN
                + " --sampling fixed-size --population 10000 --relation replace-one --delta 1e-5"
                + " --json");
    String json =
        """
        {"type":"self-composed","count":1000,"event":
          {"type":"fixed-size-sampled","population":10000,"batch":100,"event":
            {"type":"gaussian","noiseMultiplier":1}}}
        """;
    assertThat(
            epsilon(
                "epsilon --event " + file(json) + " --relation replace-one --delta 1e-5 --json"))
        .isEqualTo(options)
        .isBetween(1.828, 3.576 * 1.005);
  }

  @Test
  void cutSamplesCostALittleMoreAndEpochsArePriced() {
    double poisson = epsilon("epsilon " + RUN + " --delta 1e-5 --accountant rdp --json");
    double cut =
        epsilon(
            "epsilon "
                + RUN
                + " --sampling truncated-poisson --population 10000 --max-batch 170 --delta 1e-5"
                + " --accountant rdp --json");
    assertThat(cut).isBetween(poisson, 1.01 * poisson);
    assertThat(
            epsilon(
                "epsilon "
                    + RUN
                    + " --sampling balls-in-bins --delta 1e-5 --accountant rdp --json"))
        .isBetween(0.1, 5.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--sampling shuffled",
        "--sampling fixed-size --relation replace-one",
        "--sampling fixed-size --population 10050 --relation replace-one",
        "--sampling fixed-size --population 10000",
        "--sampling fixed-size --population 10000 --max-batch 3 --relation replace-one",
        "--sampling truncated-poisson --population 10000",
        "--sampling balls-in-bins --population 10000",
        "--sampling balls-in-bins --relation replace-one",
        "--population 10000",
        "--event nothing.json",
      })
  void answersBadUsageWithTwoAndWords(String options) {
    CommandRunner.Outcome outcome =
        CommandRunner.run(("epsilon " + RUN + " --delta 1e-5 " + options).split(" "));
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: ").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"type\":\"gaussian\"}",
        "{\"type\":\"gaussian\",\"noiseMultiplier\":1} {}",
        "{\"type\":\"gaussian\",\"noiseMultiplier\":1,\"noiseMultiplier\":2}",
        "{\"type\":\"laplacian\",\"noiseMultiplier\":1}",
        "{\"type\":\"randomized-response\",\"truthProbability\":0.9,\"categories\":2}",
      })
  void saysWhatIsWrongWithAnEventFile(String json) throws IOException {
    CommandRunner.Outcome outcome =
        CommandRunner.run("epsilon", "--event", file(json).toString(), "--delta", "1e-5");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: ").doesNotContain("\tat ");
  }

  @Test
  void saysThatAMissingEventFileIsMissing() {
    CommandRunner.Outcome outcome =
        CommandRunner.run("epsilon", "--event", "no-such.json", "--delta", "1e-5");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("no-such.json does not exist");
  }

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("event.json"), json);
  }

  private static double epsilon(String line) {
    CommandRunner.Outcome outcome = CommandRunner.run(line.split(" "));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.json().get("epsilon").doubleValue();
  }
}
