package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.spec.LocatedSpec;
import dev.lethe.spec.PlanCompiler;
import dev.lethe.spec.PlanException;
import dev.lethe.spec.SpecException;
import dev.lethe.spec.SpecProblem;
import dev.lethe.spec.SpecReader;
import dev.lethe.spec.SpecSchema;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "spec",
    description = "The grammar of specs.",
    subcommands = {SpecCommand.Schema.class, SpecCommand.Check.class})
final class SpecCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(name = "schema", description = "Prints the JSON Schema (2020-12) of specs.")
  static final class Schema implements Runnable {
    @ParentCommand SpecCommand parent = new SpecCommand();

    @Option(names = "--profile", description = "Of the specs of private profiles.")
    boolean profile;

    @Override
    public void run() {
      PrintWriter out = parent.spec.commandLine().getOut();
      String schema = profile ? SpecSchema.profileJson() : SpecSchema.json();
      out.println(schema.stripTrailing());
      out.flush();
    }
  }

  @Command(
      name = "check",
      description = "Reports all problems of a spec at once, with line and column.")
  static final class Check implements Callable<Integer> {
    @ParentCommand SpecCommand parent = new SpecCommand();

    @Parameters(index = "0", paramLabel = "SPEC", description = "The spec, a YAML file.")
    Path specFile = Path.of("");

    @Option(
        names = "--set",
        paramLabel = "PATH=VALUE",
        description = "Replace a value of the spec.")
    List<String> overrides = List.of();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public Integer call() {
      if (!json) {
        LocatedSpec located =
            SpecReader.readLocated(
                specFile, overrides, new ProfileReports(LetheHome.fromEnvironment()));
        PlanCompiler.compile(located);
        PrintWriter out = parent.spec.commandLine().getOut();
        out.println(specFile + " is a valid spec");
        out.flush();
        return ExitCode.DONE.code();
      }
      List<SpecProblem> problems = problems();
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("valid", problems.isEmpty());
      ArrayNode array = node.putArray("problems");
      for (SpecProblem p : problems) {
        array
            .addObject()
            .put("file", p.file())
            .put("line", p.line())
            .put("column", p.column())
            .put("path", p.path())
            .put("message", p.message())
            .put("remedy", p.remedy());
      }
      Output.json(parent.spec.commandLine().getOut(), node);
      return (problems.isEmpty() ? ExitCode.DONE : ExitCode.BAD_USAGE).code();
    }

    private List<SpecProblem> problems() {
      try {
        PlanCompiler.compile(
            SpecReader.readLocated(
                specFile, overrides, new ProfileReports(LetheHome.fromEnvironment())));
        return List.of();
      } catch (SpecException e) {
        return e.problems();
      } catch (PlanException e) {
        return e.problems();
      }
    }
  }
}
