package dev.lethe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.spec.SearchPlan;
import dev.lethe.spec.SearchPlanCompiler;
import dev.lethe.spec.SpecReader;
import dev.lethe.training.ForcedTrials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole searches on a small table: what is left behind, and that it does not tell their trials. */
final class SearchFlowTest {
  private static final String SEARCH =
      """
      search:
        trials: { law: geometric, mean: 2 }
        space: { optimizer.learningRate: [0.4, 0.5], privacy.clipping.norm: [0.5, 1.5] }
        score: { metric: accuracy, epsilon: 0.3 }
      """;

  @TempDir Path folder;
  private Path home;
  private Path out;
  private TinyRun tiny;

  @BeforeEach
  void prepare() {
    home = folder.resolve("home");
    out = folder.resolve("out");
    tiny = TinyRun.in(folder);
    tiny.writeSpec(spec());
  }

  private static String spec() {
    return TinyRun.spec().replace("evaluation: unprotected", "evaluation: none") + SEARCH;
  }

  @Test
  void searchesAndLeavesOneReportThatVerifies() throws IOException {
    JsonNode found = search("--json").expect(ExitCode.DONE).json();
    assertThat(found.get("epsilon").doubleValue()).isBetween(1.9, 2.0);
    assertThat(found.at("/chosen/optimizer.learningRate").doubleValue()).isIn(0.4, 0.5);
    assertThat(found.at("/chosen/privacy.clipping.norm").doubleValue()).isIn(0.5, 1.5);
    assertThat(names(out))
        .containsExactly(
            "metrics.jsonl",
            "model",
            "report.dsse.json",
            "report.html",
            "run.json",
            "training.json");

    JsonNode verified =
        lethe(
                "verify",
                out.resolve("report.dsse.json").toString(),
                "--model",
                out.resolve("model").toString(),
                "--json")
            .expect(ExitCode.DONE)
            .json();
    assertThat(verified.get("verified").booleanValue()).isTrue();
    assertThat(verified.toString()).contains("\"search\"").doesNotContain("\"failed\"");
    assertThat(Files.readString(out.resolve("report.html"))).contains("selected-best");
    assertThat(lethe("budget", "history", "tiny-people").expect(ExitCode.DONE).out())
        .contains("completed");

    // A search is not taken up again, neither by itself nor as a training.
    assertThat(search().expect(ExitCode.BAD_USAGE).err()).contains("never taken up again");
    lethe("train", tiny.specFile(), "--out", out.toString(), "--resume").expect(ExitCode.BAD_USAGE);
  }

  @Test
  void plansWhatItWouldCost() {
    LetheProcess.Outcome plan = lethe("plan", tiny.specFile()).expect(ExitCode.DONE);
    assertThat(plan.out()).contains("2 expected (geometric)").contains("4 combinations");
    assertThat(
            lethe("plan", tiny.specFile(), "--json")
                .expect(ExitCode.DONE)
                .json()
                .at("/event/type")
                .asText())
        .isEqualTo("selected-best");
    assertThat(home.resolve("ledger")).doesNotExist();
  }

  @Test
  void pointsToTheOtherCommand() {
    assertThat(
            lethe("train", tiny.specFile(), "--out", out.toString())
                .expect(ExitCode.BAD_USAGE)
                .err())
        .contains("lethe search");
    tiny.writeSpec(TinyRun.spec());
    assertThat(search().expect(ExitCode.BAD_USAGE).err()).contains("lethe train");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesEveryBadCombinationBeforeAnythingIsCharged() {
    tiny.writeSpec(spec().replace("[0.4, 0.5]", "[-1, 0.5, 1e9]"));
    assertThat(search().expect(ExitCode.BAD_USAGE).err())
        .contains("optimizer.learningRate = -1")
        .contains("2 problems");
    assertThat(home.resolve("ledger")).doesNotExist();
  }

  @Test
  void refusesASecondSearchBeyondTheGrant() {
    search().expect(ExitCode.DONE);
    assertThat(
            lethe("search", tiny.specFile(), "--out", folder.resolve("second").toString())
                .expect(ExitCode.REFUSED)
                .err())
        .contains("left");
  }

  @Test
  void saysThatNothingCameOutWhereNoTrialRan() {
    tiny.writeSpec(spec().replace("law: geometric, mean: 2", "law: poisson, mean: 0.000000001"));
    LetheProcess.Outcome nothing = search().expect(ExitCode.DONE);
    assertThat(nothing.err()).contains("nothing came out");
    assertThat(out.resolve("model")).doesNotExist();
    assertThat(lethe("budget", "history", "tiny-people").expect(ExitCode.DONE).out())
        .contains("completed");
  }

  /** All that is left behind, byte by byte but for what chance and the trial itself decide. */
  @Test
  void whatIsReleasedDoesNotTellTheNumberOfTrials() throws IOException {
    Set<Map<String, String>> shapes = new HashSet<>();
    Set<String> specs = new HashSet<>();
    tiny.writeSpec(spec().replace("[0.4, 0.5]", "[0.5]").replace("[0.5, 1.5]", "[1.5]"));
    for (long trials : new long[] {1, 2, 5}) {
      Path left = folder.resolve("of-" + trials);
      SearchPlan plan =
          SearchPlanCompiler.compile(SpecReader.readLocated(Path.of(tiny.specFile()), List.of()));
      specs.add(plan.specDigest());
      LetheHome at = LetheHome.at(folder.resolve("home-" + trials));
      RunDirectory directory =
          RunDirectory.create(
              left,
              new RunDirectory.State(
                  "run", "tiny-people", plan.specDigest(), plan.noiseMultiplier()));
      Optional<SearchOutcome> outcome =
          new SearchSession(
                  at,
                  plan,
                  "run",
                  new ForcedTrials(EngineCache.folder(), trials)::search,
                  Optional.empty())
              .run(
                  new DataAccess(at, line -> {}).load(plan.spec().data()), new ToFolder(directory));
      directory.write(directory.report(), outcome.orElseThrow().run().report().bytes());
      Files.write(
          left.resolve("statement.json"),
          outcome
              .get()
              .run()
              .report()
              .statement()
              .toJson()
              .toString()
              .getBytes(StandardCharsets.UTF_8));
      shapes.add(shape(left));
    }
    assertThat(specs).hasSize(1);
    assertThat(shapes).as("files of searches with 1, 2 and 5 trials").hasSize(1);
  }

  private static Map<String, String> shape(Path left) throws IOException {
    Map<String, String> shape = new TreeMap<>();
    try (Stream<Path> files = Files.walk(left)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = left.relativize(file).toString();
        shape.put(
            name,
            name.endsWith("safetensors") || name.equals("report.dsse.json")
                ? "bytes"
                : Files.readString(file)
                    .replaceAll("[0-9a-f]{32,}", "random")
                    .replaceAll("lethe.dev/log/[0-9a-f]{16}", "origin")
                    .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "time")
                    .replaceAll("(\"score accuracy\",\"numbers\":\\[)[-0-9.E]+", "$1score")
                    .replaceAll(
                        "(\"(value|commitment|publicKey|key)[A-Za-z0-9]*\":\")[^\"]*", "$1secret"));
      }
    }
    return shape;
  }

  @Test
  void aKilledSearchIsPaidForAndLeavesNothing() throws IOException, InterruptedException {
    tiny.writeSpec(spec().replace("steps: 40", "steps: 100000").replace("mean: 2", "mean: 50"));
    Path err = folder.resolve("err.txt");
    Process process =
        LetheProcess.in(home)
            .start(
                folder.resolve("out.txt"), err, "search", tiny.specFile(), "--out", out.toString());
    Path ledger = home.resolve("ledger");
    while (process.isAlive() && !charged(ledger)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    process.destroyForcibly();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(names(out)).as(Files.readString(err)).containsExactly("run.json");
    JsonNode budget = lethe("budget", "show", "tiny-people", "--json").expect(ExitCode.DONE).json();
    assertThat(budget.get("epsilonSpent").doubleValue()).isGreaterThan(1);
    assertThat(search().expect(ExitCode.BAD_USAGE).err()).contains("stays charged");
    assertThat(Files.readString(err)).doesNotContain("trial ").doesNotContain("step ");
  }

  private static boolean charged(Path ledger) throws IOException {
    if (!Files.isDirectory(ledger)) {
      return false;
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(ledger)) {
      all.filter(p -> p.toString().endsWith(".jsonl")).forEach(files::add);
    }
    for (Path file : files) {
      if (Files.readString(file).contains("\"part\":\"search\"")) {
        return true;
      }
    }
    return false;
  }

  private LetheProcess.Outcome search(String... more) {
    List<String> args =
        new ArrayList<>(List.of("search", tiny.specFile(), "--out", out.toString()));
    args.addAll(List.of(more));
    return lethe(args.toArray(String[]::new));
  }

  private LetheProcess.Outcome lethe(String... args) {
    return LetheProcess.in(home).run(args);
  }

  private static List<String> names(Path dir) throws IOException {
    try (Stream<Path> files = Files.list(dir)) {
      return files.map(p -> String.valueOf(p.getFileName())).sorted().toList();
    }
  }
}
