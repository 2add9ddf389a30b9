package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning, charged evaluation and profiles as whole commands on a small table. */
final class LearnFlowTest {
  private static final String PROFILE =
      """
      apiVersion: lethe.dev/v1
      kind: Profile
      metadata: { name: tiny-profile }
      data:
        id: tiny-people
        source: file:people.csv
        label: { column: ill, positive: ["yes"] }
        features: { numeric: [age], categorical: [sex] }
        privacyUnit: { column: person, maxContributions: 2 }
        population: { value: 400, source: "register" }
      privacy: { epsilon: 8, delta: 1e-4 }
      budget: { grant: { epsilon: 18, delta: 1e-3 } }
      """;

  private static final String LEARNED =
      TinyRun.spec()
          .replace(
              "{ age: { min: 0, max: 110, source: \"human life span\" } }",
              "{ learn: { epsilon: 2 } }")
          .replace(
              "{ sex: { values: [F, M], source: \"form\" } }",
              "{ learn: { epsilon: 2, delta: 1e-7, maxValues: 4 } }")
          .replace("evaluation: unprotected", "evaluation: { mode: charged, epsilon: 2, bins: 8 }")
          .replace("epsilon: 2.0", "epsilon: 10.0")
          .replace("steps: 40,", "steps: 40, classWeights: { learn: { epsilon: 1 } },")
          .replace("grant: { epsilon: 3, delta: 1e-4 }", "grant: { epsilon: 18, delta: 1e-3 }");

  @TempDir Path folder;
  private Path home;
  private Path out;
  private TinyRun tiny;

  @BeforeEach
  void prepare() throws IOException {
    home = folder.resolve("home");
    out = folder.resolve("out");
    tiny = TinyRun.in(folder);
    Files.writeString(folder.resolve("profile.yaml"), PROFILE);
  }

  @Test
  void learnsTrainsAndEvaluatesUnderOneReport() throws IOException {
    tiny.writeSpec(LEARNED);

    JsonNode trained = train("--json").expect(ExitCode.DONE).json();

    assertThat(trained.get("epsilon").doubleValue()).isBetween(7.0, 10.0);
    assertThat(trained.get("utility").get("auc").get("value").doubleValue()).isBetween(0.5, 1.0);
    JsonNode verified =
        lethe("verify", report(), "--model", out.resolve("model").toString(), "--json")
            .expect(ExitCode.DONE)
            .json();
    assertThat(verified.toString()).doesNotContain("\"failed\"");
    assertThat(read(out.resolve("released/learn-bounds.json")).at("/released/age/1").doubleValue())
        .isBetween(64.0, 128.0);
    assertThat(
            lethe(
                    "predict",
                    out.resolve("model").toString(),
                    folder.resolve("people.csv").toString())
                .expect(ExitCode.DONE)
                .out()
                .lines())
        .hasSize(TinyRun.ROWS + 1);
    assertThat(Files.readString(out.resolve("report.html"))).contains("learn-vocabularies");
  }

  @Test
  void aProfileGivesATrainingRunItsBounds() throws IOException {
    JsonNode profile =
        lethe("profile", folder.resolve("profile.yaml").toString(), "--out", profile(), "--json")
            .expect(ExitCode.DONE)
            .json();
    assertThat(profile.get("epsilon").doubleValue()).isBetween(7.0, 8.0);
    assertThat(profile.at("/profile/count-units/units").doubleValue()).isBetween(380.0, 420.0);
    lethe("verify", folder.resolve("profiled/report.dsse.json").toString()).expect(ExitCode.DONE);
    assertThat(folder.resolve("profiled/profile.html")).isNotEmptyFile();

    tiny.writeSpec(
        TinyRun.spec()
            .replaceAll("bounds: .*", "bounds: {}")
            .replaceAll("vocabularies: .*", "vocabularies: {}")
            .replace("split:", "profile: profiled/report.dsse.json\n  split:"));
    JsonNode trained = train("--json").expect(ExitCode.DONE).json();
    JsonNode verified =
        lethe("verify", report(), "--model", out.resolve("model").toString(), "--json")
            .expect(ExitCode.DONE)
            .json();

    assertThat(verified.toString()).doesNotContain("\"failed\"").contains("alone");
    assertThat(trained.get("budgetSpent").doubleValue())
        .isGreaterThan(profile.get("budgetSpent").doubleValue());
  }

  @Test
  void withoutTheLibraryNothingBegins() {
    tiny.writeSpec(LEARNED);

    assertThat(
            LetheProcess.in(home)
                .with("LETHE_NATIVE_LIBRARY", folder.resolve("none.so").toString())
                .run("train", tiny.specFile(), "--out", out.toString())
                .expect(ExitCode.OUTSIDE_FAILED)
                .err())
        .contains("LETHE_NATIVE_LIBRARY names")
        .doesNotContain("\tat ");
    assertThat(lethe("budget", "history", "tiny-people").out()).doesNotContain("open");
  }

  @Test
  void whatNoNoiseCanPayForIsRefusedBeforeAnyCharge() {
    tiny.writeSpec(LEARNED.replace("delta: 1e-7", "delta: 1e-300"));

    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("raise them");
    assertThat(lethe("budget", "history", "tiny-people").expect(ExitCode.DONE).out())
        .doesNotContain("open");
  }

  @Test
  void aProfileWhoseNoiseIsBeyondAllNumbersIsStillReported() throws IOException {
    Files.writeString(
        folder.resolve("profile.yaml"), PROFILE + "statistics: { shares: { units: 1e-300 } }\n");

    lethe("profile", folder.resolve("profile.yaml").toString(), "--out", profile())
        .expect(ExitCode.DONE);
  }

  @Test
  void aSearchTakesBoundsFromAProfile() throws IOException {
    lethe("profile", folder.resolve("profile.yaml").toString(), "--out", profile())
        .expect(ExitCode.DONE);
    tiny.writeSpec(
        TinyRun.spec()
                .replaceAll("bounds: .*", "bounds: {}")
                .replace("evaluation: unprotected", "evaluation: none")
                .replace("split:", "profile: profiled/report.dsse.json\n  split:")
            + """
              search:
                trials: { law: geometric, mean: 2 }
                space: { optimizer.learningRate: [0.4, 0.5] }
                score: { metric: accuracy, epsilon: 0.3 }
              """);

    lethe("search", tiny.specFile(), "--out", out.toString()).expect(ExitCode.DONE);

    JsonNode verified =
        lethe("verify", report(), "--model", out.resolve("model").toString(), "--json")
            .expect(ExitCode.DONE)
            .json();
    assertThat(verified.toString()).doesNotContain("\"failed\"").contains("alone");
  }

  @Test
  void valuesSaidToBeOfAProfileThatWasNotReadAreRefusedBeforeAnyCharge() {
    lethe("profile", folder.resolve("profile.yaml").toString(), "--out", profile())
        .expect(ExitCode.DONE);
    String before = lethe("budget", "show", "tiny-people").expect(ExitCode.DONE).out();
    tiny.writeSpec(
        TinyRun.spec()
            .replace(
                "split:", "profile: { run: run-1, report: " + "a".repeat(64) + " }\n  split:"));

    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("its report was not read");
    assertThat(lethe("budget", "show", "tiny-people").expect(ExitCode.DONE).out())
        .isEqualTo(before);
  }

  @Test
  void aProfileOfAnotherHomeOrOneThatWasChangedIsRefused() throws IOException {
    lethe("profile", folder.resolve("profile.yaml").toString(), "--out", profile())
        .expect(ExitCode.DONE);
    tiny.writeSpec(
        TinyRun.spec()
            .replaceAll("bounds: .*", "bounds: {}")
            .replace("split:", "profile: profiled/report.dsse.json\n  split:"));
    Path file = folder.resolve("profiled/report.dsse.json");
    String whole = Files.readString(file);

    home = folder.resolve("other-home");
    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("data.profile");
    home = folder.resolve("home");
    Files.writeString(file, whole.substring(0, whole.length() / 2));
    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("data.profile");
    Files.delete(file);
    assertThat(train().expect(ExitCode.BAD_USAGE).err()).contains("there is no profile");
  }

  @Test
  void chargedAndNotKeptIsRefusedAndKeptIsReused() throws IOException {
    tiny.writeSpec(LEARNED);
    train().expect(ExitCode.DONE);
    JsonNode before = read(out.resolve("released/learn-bounds.json"));
    Files.delete(out.resolve("report.dsse.json"));

    train("--resume").expect(ExitCode.DONE);
    assertThat(read(out.resolve("released/learn-bounds.json"))).isEqualTo(before);

    Files.delete(out.resolve("report.dsse.json"));
    Files.delete(out.resolve("released/learn-bounds.json"));
    assertThat(train("--resume").expect(ExitCode.NOT_VERIFIED).err()).contains("learn-bounds");
  }

  private LetheProcess.Outcome train(String... more) {
    List<String> args = new ArrayList<>(List.of("train", tiny.specFile(), "--out", out.toString()));
    args.addAll(List.of(more));
    return lethe(args.toArray(String[]::new));
  }

  private String profile() {
    return folder.resolve("profiled").toString();
  }

  private String report() {
    return out.resolve("report.dsse.json").toString();
  }

  private LetheProcess.Outcome lethe(String... args) {
    return LetheProcess.in(home).run(args);
  }

  private static JsonNode read(Path file) throws IOException {
    return JsonMapper.builder().build().readTree(Files.readAllBytes(file));
  }
}
