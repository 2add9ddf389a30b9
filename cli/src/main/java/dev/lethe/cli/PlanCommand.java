package dev.lethe.cli;

import dev.lethe.spec.LocatedSpec;
import dev.lethe.spec.PlanCompiler;
import dev.lethe.spec.PlanJson;
import dev.lethe.spec.PlanText;
import dev.lethe.spec.SearchPlan;
import dev.lethe.spec.SearchPlanCompiler;
import dev.lethe.spec.SearchPlanText;
import dev.lethe.spec.SpecReader;
import dev.lethe.spec.TrainingPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    description = {
      "Prints what a spec would cost: noise, steps, epsilon, time and memory. Loads no engine and no data.",
      "Example: lethe plan examples/medical/breast-cancer.yaml"
    })
final class PlanCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SPEC", description = "The spec, a YAML file.")
  Path specFile = Path.of("");

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of the spec, for example privacy.epsilon=2.")
  List<String> overrides = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    LocatedSpec located =
        SpecReader.readLocated(
            specFile, overrides, new ProfileReports(LetheHome.fromEnvironment()));
    if (located.spec().search().isPresent()) {
      return search(SearchPlanCompiler.compile(located));
    }
    TrainingPlan plan = PlanCompiler.compile(located);
    PlanCompiler.warnings(plan.spec())
        .forEach(w -> spec.commandLine().getErr().println("warning: " + w));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Output.json(out, PlanJson.of(plan));
    } else {
      out.println(PlanText.render(plan).stripTrailing());
      out.flush();
    }
    return ExitCode.DONE.code();
  }

  private int search(SearchPlan plan) {
    PlanCompiler.warnings(plan.spec())
        .forEach(w -> spec.commandLine().getErr().println("warning: " + w));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Output.json(out, SearchPlanText.json(plan));
    } else {
      out.println(SearchPlanText.render(plan).stripTrailing());
      out.flush();
    }
    return ExitCode.DONE.code();
  }
}
