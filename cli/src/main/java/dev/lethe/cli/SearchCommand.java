package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.report.HtmlReport;
import dev.lethe.report.Verification;
import dev.lethe.spec.EvaluationMode;
import dev.lethe.spec.LocatedSpec;
import dev.lethe.spec.PlanCompiler;
import dev.lethe.spec.SearchPlan;
import dev.lethe.spec.SearchPlanCompiler;
import dev.lethe.spec.SpecReader;
import dev.lethe.training.SearchInterruptedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "search",
    description = {
      "Trains a hidden number of times with settings drawn from the spec's search space and keeps the best; the whole"
          + " search is charged once, before it starts, and is not taken up again after a crash.",
      "Example: lethe search examples/medical/breast-cancer-search.yaml --out out/bcs"
    })
final class SearchCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SPEC", description = "The spec, with a search.")
  Path specFile = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A folder that does not exist yet (default out/NAME).")
  @Nullable Path out;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of the spec, for example search.trials.mean=4.")
  List<String> overrides = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    LetheHome home = LetheHome.fromEnvironment();
    ProfileReports profiles = new ProfileReports(home);
    LocatedSpec located = SpecReader.readLocated(specFile, overrides, profiles);
    SearchPlan plan = SearchPlanCompiler.compile(located);
    PlanCompiler.warnings(plan.spec()).forEach(w -> err.println("warning: " + w));
    Path folder = out == null ? Path.of("out", plan.spec().name()) : out;
    RunDirectory directory = created(folder, plan);
    try {
      RunData data =
          new DataAccess(home, line -> err.println("note: " + line)).load(plan.spec().data());
      // Nothing about the trials: whoever sees how many there are sees more than was charged for.
      err.printf(
          "searching: about %d s are expected; how many trials run stays hidden%n",
          Math.round(plan.estimate().seconds()));
      err.flush();
      Optional<SearchOutcome> found = search(home, plan, directory, data, profiles.used());
      if (found.isEmpty()) {
        return nothing(plan, err);
      }
      SearchOutcome outcome = found.get();
      Verification verification = Lethe.open(home).verify(outcome.run().report());
      directory.write(
          directory.html(),
          HtmlReport.render(outcome.run().report(), verification).getBytes(StandardCharsets.UTF_8));
      directory.write(directory.report(), outcome.run().report().bytes());
      print(directory, outcome, plan);
      return TrainCommand.finished(outcome.run(), verification, err).code();
    } catch (SearchInterruptedException e) {
      err.println(
          "interrupted: nothing of the search is released and it cannot go on; its whole cost stays charged");
      err.flush();
      return ExitCode.INTERRUPTED.code();
    } catch (IOException e) {
      throw Failures.outside("the search stopped", e);
    }
  }

  private static Optional<SearchOutcome> search(
      LetheHome home,
      SearchPlan plan,
      RunDirectory directory,
      RunData data,
      Optional<UsedProfile> profile)
      throws IOException {
    try (Interruption interruption = new Interruption()) {
      return new SearchSession(
              home, plan, directory.state().runId(), interruption.signal(), profile)
          .run(data, new ToFolder(directory));
    }
  }

  private static RunDirectory created(Path folder, SearchPlan plan) {
    if (Files.exists(folder.resolve("run.json"))) {
      throw CommandException.badUsage(
          folder
              + " holds an earlier run; a search is never taken up again, and what it was charged stays charged."
              + " Name a new folder with --out");
    }
    return RunDirectory.create(
        folder,
        new RunDirectory.State(
            UUID.randomUUID().toString(),
            plan.spec().data().id(),
            plan.specDigest(),
            plan.noiseMultiplier()));
  }

  /** That nothing came out is an outcome of the search like any other, and paid for like any. */
  private int nothing(SearchPlan plan, PrintWriter err) {
    err.println(
        "the search is done and nothing came out of it: no trial ran, or every one diverged. It stays charged, epsilon "
            + Output.epsilon(plan.predicted().epsilon())
            + "; expect more trials, or lower the learning rates");
    err.flush();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("epsilon", plan.predicted().epsilon()).put("delta", plan.spec().privacy().delta());
      node.putNull("model");
      Output.json(spec.commandLine().getOut(), node);
    }
    return ExitCode.DONE.code();
  }

  private void print(RunDirectory directory, SearchOutcome outcome, SearchPlan plan) {
    TrainingOutcome run = outcome.run();
    ObjectNode chosen = outcome.chosen();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("epsilon", run.epsilon()).put("delta", run.delta());
    line.put("metric", plan.search().metric().tag()).put("score", outcome.result().score());
    line.set("chosen", chosen);
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    run.metrics().ifPresent(m -> TrainCommand.put(figures, m));
    if (plan.spec().evaluation().mode() == EvaluationMode.PUBLIC) {
      line.set("utility", figures);
    }
    directory.appendMetrics(line);
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = line.deepCopy();
      node.put("runId", run.result().runId())
          .put("noiseMultiplier", plan.noiseMultiplier())
          .put("budgetSpent", run.spentAfter())
          .put("budgetGranted", run.granted());
      node.set("utility", figures);
      node.put("model", directory.model().toString())
          .put("modelDigest", run.result().model().digest())
          .put("report", directory.report().toString())
          .put("html", directory.html().toString());
      Output.json(stdout, node);
      return;
    }
    stdout.printf(
        "epsilon %s at delta %s for the whole search; budget spent %s of %s%n",
        Output.epsilon(run.epsilon()),
        run.delta(),
        Output.epsilon(run.spentAfter()),
        Output.epsilon(run.granted()));
    stdout.printf(
        "best    %s%nscore   %s %.4f, with noise%n",
        outcome.result().trial().text(), plan.search().metric().tag(), outcome.result().score());
    stdout.printf(
        "model   %s%nreport  %s%nread    %s%ncheck   lethe verify %s%n",
        directory.model(), directory.report(), directory.html(), directory.report());
    stdout.flush();
  }
}
