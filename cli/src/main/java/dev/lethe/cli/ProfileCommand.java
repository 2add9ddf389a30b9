package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.data.UnencodedData;
import dev.lethe.report.Check;
import dev.lethe.report.EpsilonStatement;
import dev.lethe.report.Verification;
import dev.lethe.spec.ProfilePlan;
import dev.lethe.spec.ProfilePlanner;
import dev.lethe.spec.SpecReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "profile",
    description = {
      "Describes a dataset under a privacy budget; leaves DIR/profile.json, DIR/profile.html and DIR/report.dsse.json.",
      "A training spec takes bounds and vocabularies from it with data.profile: DIR/report.dsse.json.",
      "Example: lethe profile examples/medical/diabetes-profile.yaml --out out/profile"
    })
final class ProfileCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SPEC", description = "A spec of kind Profile.")
  Path specFile = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "A folder that does not exist yet (default out/NAME).")
  @Nullable Path out;

  @Option(names = "--resume", description = "Go on with the profile in DIR.")
  boolean resume;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "Replace a value of the spec, for example privacy.epsilon=0.5.")
  List<String> overrides = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ProfilePlan plan = ProfilePlanner.compile(SpecReader.readProfile(specFile, overrides));
    Path folder = out == null ? Path.of("out", plan.spec().name()) : out;
    RunDirectory directory = resume ? resumed(folder, plan) : created(folder, plan);
    LetheHome home = LetheHome.fromEnvironment();
    try {
      RunData data =
          new DataAccess(home, line -> err.println("note: " + line)).load(plan.spec().data());
      UnencodedData rows = ((RunData.Unencoded) data).data();
      ProfileSession.Outcome outcome =
          new ProfileSession(home, plan, directory.state().runId(), part -> progress(err, part))
              .run(rows, new FolderReleases(directory));
      Verification verification = Lethe.open(home).verify(outcome.report());
      directory.write(directory.root().resolve("profile.json"), Output.pretty(outcome.summary()));
      directory.write(
          directory.root().resolve("profile.html"),
          ProfilePage.render(outcome.summary(), outcome.statement())
              .getBytes(StandardCharsets.UTF_8));
      directory.write(
          directory.html(),
          dev.lethe.report.HtmlReport.render(outcome.report(), verification)
              .getBytes(StandardCharsets.UTF_8));
      directory.write(directory.report(), outcome.report().bytes());
      print(directory, outcome);
      return finished(verification, err).code();
    } catch (IOException e) {
      throw Failures.outside("profiling stopped", e);
    }
  }

  private static void progress(PrintWriter err, String part) {
    err.println("counting: " + part);
    err.flush();
  }

  private static ExitCode finished(Verification verification, PrintWriter err) {
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

  private static RunDirectory created(Path folder, ProfilePlan plan) {
    // A profile has no noise multiplier; its plan's digest alone fixes what it charges.
    return RunDirectory.create(
        folder,
        new RunDirectory.State(
            UUID.randomUUID().toString(), plan.spec().data().id(), plan.specDigest(), 0));
  }

  private static RunDirectory resumed(Path folder, ProfilePlan plan) {
    RunDirectory directory = RunDirectory.resume(folder);
    if (Files.exists(directory.report())) {
      throw CommandException.badUsage(
          "the profile in " + folder + " is complete; its report is " + directory.report());
    }
    if (!directory.state().planDigest().equals(plan.specDigest())) {
      throw CommandException.badUsage(
          "the profile in "
              + folder
              + " was started from another spec; resume it with that one (and the same --set), or"
              + " start anew with another --out");
    }
    return directory;
  }

  private void print(RunDirectory directory, ProfileSession.Outcome outcome) {
    PrintWriter stdout = spec.commandLine().getOut();
    EpsilonStatement statement = outcome.statement();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("runId", statement.issuance().runId());
      node.put("epsilon", statement.claim().epsilon());
      node.put("delta", statement.claim().delta());
      node.put("budgetSpent", statement.budget().spentAfter());
      node.put("budgetGranted", statement.budget().grantEpsilon());
      node.set("profile", outcome.summary());
      node.put("report", directory.report().toString());
      Output.json(stdout, node);
      return;
    }
    stdout.printf(
        "epsilon %s at delta %s; budget spent %s of %s%n",
        Output.epsilon(statement.claim().epsilon()),
        statement.claim().delta(),
        Output.epsilon(statement.budget().spentAfter()),
        Output.epsilon(statement.budget().grantEpsilon()));
    stdout.printf(
        "profile %s%nread    %s%nreport  %s%ncheck   lethe verify %s%n",
        directory.root().resolve("profile.json"),
        directory.root().resolve("profile.html"),
        directory.report(),
        directory.report());
    stdout.flush();
  }
}
