package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.report.Check;
import dev.lethe.report.HtmlReport;
import dev.lethe.report.Verification;
import dev.lethe.spec.EvaluationMode;
import dev.lethe.spec.LocatedSpec;
import dev.lethe.spec.PlanCompiler;
import dev.lethe.spec.SpecReader;
import dev.lethe.spec.TrainingPlan;
import dev.lethe.training.ChargedMetric;
import dev.lethe.training.InterruptedTrainingException;
import dev.lethe.training.Metrics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
    name = "train",
    description = {
      "Trains under the spec's budget; leaves DIR/model, DIR/report.dsse.json, DIR/report.html and DIR/metrics.jsonl.",
      "Example: lethe train examples/medical/breast-cancer.yaml --out out/bc"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SPEC", description = "The spec, a YAML file.")
  Path specFile = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A folder that does not exist yet (default out/NAME).")
  @Nullable Path out;

  @Option(names = "--resume", description = "Go on with the run in DIR.")
  boolean resume;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of the spec, for example training.steps=100.")
  List<String> overrides = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    LetheHome home = LetheHome.fromEnvironment();
    ProfileReports profiles = new ProfileReports(home);
    LocatedSpec located = SpecReader.readLocated(specFile, overrides, profiles);
    TrainingPlan plan = PlanCompiler.compile(located);
    PlanCompiler.warnings(plan.spec()).forEach(w -> err.println("warning: " + w));
    Path folder = out == null ? Path.of("out", plan.spec().name()) : out;
    RunDirectory directory = resume ? resumed(folder, plan) : created(folder, plan);
    try {
      RunData data =
          new DataAccess(home, line -> err.println("note: " + line)).load(plan.spec().data());
      TrainingOutcome outcome = train(home, plan, directory, data, profiles.used(), err);
      Verification verification = Lethe.open(home).verify(outcome.report());
      directory.write(
          directory.html(),
          HtmlReport.render(outcome.report(), verification).getBytes(StandardCharsets.UTF_8));
      directory.write(directory.report(), outcome.report().bytes());
      directory.deleteCheckpoint();
      print(directory, outcome, plan.spec().evaluation().mode());
      return finished(outcome, verification, err).code();
    } catch (InterruptedTrainingException e) {
      err.println(
          "interrupted after "
              + e.partial().stepsDone()
              + " of "
              + e.partial().stepsPlanned()
              + " steps; what was charged stays charged. Go on with: lethe train "
              + specFile
              + " --out "
              + folder
              + " --resume");
      err.flush();
      return ExitCode.INTERRUPTED.code();
    } catch (IOException e) {
      throw Failures.outside("training stopped", e);
    }
  }

  private static TrainingOutcome train(
      LetheHome home,
      TrainingPlan plan,
      RunDirectory directory,
      RunData data,
      Optional<UsedProfile> profile,
      PrintWriter err)
      throws IOException {
    try (RunProgress progress = new RunProgress(plan, directory, err);
        Interruption interruption = new Interruption()) {
      return new TrainingSession(
              home, plan, directory.state().runId(), progress, interruption.signal(), profile)
          .run(data, new ToFolder(directory));
    }
  }

  /** A run that lost steps or whose own report does not verify must not look like any other. */
  static ExitCode finished(TrainingOutcome outcome, Verification verification, PrintWriter err) {
    if (outcome.result().stepsDone() < outcome.result().stepsPlanned()) {
      err.printf(
          "warning: the model took %d of %d planned steps: what a crash lost was charged and is not taken again%n",
          outcome.result().stepsDone(), outcome.result().stepsPlanned());
    }
    if (verification.passed()) {
      return ExitCode.DONE;
    }
    verification.checks().stream()
        .filter(c -> c.status() == Check.Status.FAILED)
        .forEach(
            c ->
                err.println(
                    "error: the new report fails its own check " + c.name() + ": " + c.reason()));
    return ExitCode.NOT_VERIFIED;
  }

  private static RunDirectory created(Path folder, TrainingPlan plan) {
    return RunDirectory.create(
        folder,
        new RunDirectory.State(
            UUID.randomUUID().toString(),
            plan.spec().data().id(),
            plan.specDigest(),
            plan.noiseMultiplier()));
  }

  private static RunDirectory resumed(Path folder, TrainingPlan plan) {
    RunDirectory directory = RunDirectory.resume(folder);
    if (java.nio.file.Files.exists(directory.report())) {
      throw CommandException.badUsage(
          "the run in " + folder + " is complete; its report is " + directory.report());
    }
    RunDirectory.State state = directory.state();
    if (!state.planDigest().equals(plan.specDigest())
        || state.noiseMultiplier() != plan.noiseMultiplier()) {
      throw CommandException.badUsage(
          "the run in "
              + folder
              + " was started from another spec; resume it with that one (and the same --set), or start anew with"
              + " another --out");
    }
    return directory;
  }

  private void print(RunDirectory directory, TrainingOutcome outcome, EvaluationMode evaluation) {
    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    outcome.metrics().ifPresent(m -> put(figures, m));
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("stepsCharged", outcome.result().stepsCharged());
    line.put("epsilon", outcome.epsilon());
    line.put("delta", outcome.delta());
    outcome.charged().forEach(m -> figures.set(key(m), put(m)));
    if (evaluation == EvaluationMode.PUBLIC || evaluation == EvaluationMode.CHARGED) {
      line.set("utility", figures);
    }
    directory.appendMetrics(line);
    PrintWriter stdout = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("runId", outcome.result().runId());
      node.put("epsilon", outcome.epsilon());
      node.put("delta", outcome.delta());
      node.put("stepsCharged", outcome.result().stepsCharged());
      node.put("noiseMultiplier", outcome.result().facts().noiseMultiplier());
      node.put("budgetSpent", outcome.spentAfter());
      node.put("budgetGranted", outcome.granted());
      node.set("utility", figures);
      node.put("model", directory.model().toString());
      node.put("modelDigest", outcome.result().model().digest());
      node.put("report", directory.report().toString());
      node.put("html", directory.html().toString());
      Output.json(stdout, node);
      return;
    }
    stdout.printf(
        "epsilon %s at delta %s after %d steps; budget spent %s of %s%n",
        Output.epsilon(outcome.epsilon()),
        outcome.delta(),
        outcome.result().stepsCharged(),
        Output.epsilon(outcome.spentAfter()),
        Output.epsilon(outcome.granted()));
    outcome
        .metrics()
        .flatMap(m -> m.auc().isPresent() ? Optional.of(m) : Optional.empty())
        .ifPresent(
            m ->
                stdout.printf(
                    "test AUC %.4f, accuracy %.4f%n", m.auc().getAsDouble(), m.accuracy()));
    outcome.charged().stream()
        .filter(m -> m.group().isEmpty())
        .forEach(
            m ->
                stdout.printf(
                    "charged %s %.4f (from %.4f to %.4f)%n",
                    m.name(), m.value(), m.low(), m.high()));
    stdout.printf(
        "model   %s%nreport  %s%nread    %s%ncheck   lethe verify %s%n",
        directory.model(), directory.report(), directory.html(), directory.report());
    stdout.flush();
  }

  private static String key(ChargedMetric metric) {
    return metric.name() + metric.group().map(group -> " of " + group).orElse("");
  }

  private static ObjectNode put(ChargedMetric metric) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("value", metric.value())
        .put("low", metric.low())
        .put("high", metric.high());
  }

  static void put(ObjectNode node, Metrics metrics) {
    metrics.auc().ifPresent(auc -> node.put("auc", auc));
    node.put("accuracy", metrics.accuracy());
    node.put("logLoss", metrics.logLoss());
  }
}
