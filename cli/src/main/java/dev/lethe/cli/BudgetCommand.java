package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.event.EventJson;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.ledger.ChargedPart;
import dev.lethe.privacy.ledger.GrantDetails;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerView;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunSummary;
import dev.lethe.report.BudgetChart;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "budget",
    description = "The budget of a dataset id over all its runs.",
    subcommands = {
      BudgetCommand.Show.class,
      BudgetCommand.Grant.class,
      BudgetCommand.History.class,
      BudgetCommand.RenewWitness.class
    })
final class BudgetCommand implements Runnable {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static LedgerView read(String datasetId) {
    return PrivacyLedger.read(
        TrainingSession.ledgerPaths(LetheHome.fromEnvironment()), checked(datasetId));
  }

  private static String checked(String datasetId) {
    try {
      return new Population(datasetId, "row", NeighbouringRelation.ADD_OR_REMOVE_ONE).datasetId();
    } catch (IllegalArgumentException e) {
      throw CommandException.badUsage(String.valueOf(e.getMessage()));
    }
  }

  private static BudgetFigures figures(LedgerView view) {
    return new BudgetFigures(view, Instant.now());
  }

  @Command(
      name = "show",
      description = "What is granted, spent and left, and what is proven of each figure.")
  static final class Show implements Runnable {
    @ParentCommand BudgetCommand parent = new BudgetCommand();

    @Parameters(index = "0", paramLabel = "ID", description = "The dataset id.")
    String datasetId = "";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public void run() {
      LedgerView view = read(datasetId);
      if (json) {
        Output.json(parent.out(), figures(view).toJson());
        return;
      }
      figures(view).print(parent.out());
      parent.out().flush();
    }
  }

  @Command(name = "grant", description = "Grants the budget of a dataset id, once and for good.")
  static final class Grant implements Runnable {
    @ParentCommand BudgetCommand parent = new BudgetCommand();

    @Parameters(index = "0", paramLabel = "ID", description = "The dataset id.")
    String datasetId = "";

    @Option(names = "--epsilon", required = true, description = "Total epsilon of all runs.")
    double epsilon;

    @Option(names = "--delta", required = true, description = "At this delta.")
    double delta;

    @Option(
        names = "--unit",
        required = true,
        description =
            "Whose privacy is protected: row, or column:NAME as in the spec's privacyUnit.")
    String unit = "row";

    @Option(
        names = "--relation",
        defaultValue = "add-or-remove-one",
        description = "Neighbouring relation (default add-or-remove-one).")
    String relation = "add-or-remove-one";

    @Option(
        names = "--owner",
        description = "Who answers for the budget. It is published in every report.")
    Optional<String> owner = Optional.empty();

    @Option(
        names = "--purpose",
        description = "What the data may be used for. It is published in every report.")
    Optional<String> purpose = Optional.empty();

    @Option(
        names = "--expires",
        paramLabel = "DAY",
        description =
            "The last UTC day, such as 2027-01-31, on which a run may begin, resume or charge.")
    Optional<LocalDate> expires = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public void run() {
      AccountingOptions.checkPositive("--epsilon", epsilon);
      AccountingOptions.checkInsideUnitInterval("--delta", delta);
      if (!unit.equals("row") && !unit.matches("column:.+")) {
        throw CommandException.badUsage("--unit must be row or column:NAME, got '" + unit + "'");
      }
      NeighbouringRelation known =
          NeighbouringRelation.fromTag(relation)
              .orElseThrow(
                  () ->
                      CommandException.badUsage("--relation: unknown relation '" + relation + "'"));
      Population population;
      GrantTerms terms;
      GrantDetails details;
      try {
        population = new Population(datasetId, unit, known);
        terms = new GrantTerms(epsilon, delta);
        details = new GrantDetails(owner, purpose, expires);
        dev.lethe.privacy.ledger.GrantFilter.of(terms);
      } catch (IllegalArgumentException e) {
        throw CommandException.badUsage(String.valueOf(e.getMessage()));
      }
      // Before the ledger is opened, which would fix the unit and relation for good.
      if (details.isExpiredAt(Instant.now())) {
        throw new CommandException(
            ExitCode.REFUSED,
            "--expires "
                + expires.map(LocalDate::toString).orElse("")
                + " is over (UTC), so the grant could pay for nothing; name a later day, or none");
      }
      try (PrivacyLedger ledger =
          PrivacyLedger.open(
              TrainingSession.ledgerPaths(LetheHome.fromEnvironment()), population)) {
        ledger.grant(terms, details);
        if (json) {
          Output.json(parent.out(), figures(ledger.view()).toJson());
        } else {
          parent
              .out()
              .printf(
                  "granted epsilon %s at delta %s to %s%s%n",
                  epsilon,
                  delta,
                  datasetId,
                  expires.map(day -> ", until the end of " + day + " (UTC)").orElse(""));
          parent.out().flush();
        }
      }
    }
  }

  @Command(name = "history", description = "All runs that drew from the budget.")
  static final class History implements Runnable {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 320;

    @ParentCommand BudgetCommand parent = new BudgetCommand();

    @Parameters(index = "0", paramLabel = "ID", description = "The dataset id.")
    String datasetId = "";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Option(
        names = "--svg",
        paramLabel = "FILE",
        description = "Also draw the spend over the runs, against the grant, into a new SVG file.")
    @Nullable Path svg;

    @Override
    public void run() {
      Output.requireNew(svg);
      LedgerView view = read(datasetId);
      if (svg != null) {
        draw(view, svg);
      }
      if (json) {
        ObjectNode node = figures(view).toJson();
        ArrayNode runs = node.putArray("history");
        view.runs().forEach(r -> runs.add(runJson(r)));
        Output.json(parent.out(), node);
        return;
      }
      PrintWriter out = parent.out();
      out.printf(
          "%-36s  %-10s  %-11s  %13s  %12s%n", "run", "started", "status", "steps", "spent after");
      for (RunSummary r : view.runs()) {
        out.printf(
            "%-36s  %-10s  %-11s  %6d/%6d  %12s%n",
            r.runId(),
            r.startedAt().toString().substring(0, 10),
            r.status().map(RunStatus::tag).orElse("open"),
            r.parts().stream().mapToLong(ChargedPart::charged).sum(),
            r.parts().stream().mapToLong(p -> p.part().count()).sum(),
            Output.epsilon(r.epsilonAfter()));
      }
      figures(view).print(out);
      out.flush();
    }

    private void draw(LedgerView view, Path file) {
      if (view.grant().isEmpty()) {
        throw CommandException.badUsage(
            "no budget was granted to " + datasetId + ", so there is nothing to draw");
      }
      Output.text(parent.out(), BudgetChart.svg(view, WIDTH, HEIGHT), file);
    }

    private static ObjectNode runJson(RunSummary run) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("runId", run.runId());
      node.put("startedAt", run.startedAt().toString());
      run.endedAt().ifPresent(t -> node.put("endedAt", t.toString()));
      node.put("status", run.status().map(RunStatus::tag).orElse("open"));
      ArrayNode parts = node.putArray("parts");
      for (ChargedPart part : run.parts()) {
        ObjectNode json = parts.addObject();
        json.put("name", part.name());
        json.put("planned", part.part().count());
        json.put("charged", part.charged());
        json.set("event", EventJson.toJson(part.part().event()));
      }
      node.put("epsilonBefore", run.epsilonBefore());
      node.put("epsilonAfter", run.epsilonAfter());
      return node;
    }
  }

  @Command(
      name = "renew-witness",
      description = {
        "Starts a new witness for a ledger whose own was lost.",
        "Do this only if you know that the ledger is its newest copy; the ledger records that you said so."
      })
  static final class RenewWitness implements Runnable {
    @ParentCommand BudgetCommand parent = new BudgetCommand();

    @Parameters(index = "0", paramLabel = "ID", description = "The dataset id.")
    String datasetId = "";

    @Override
    public void run() {
      PrivacyLedger.renewWitness(
          TrainingSession.ledgerPaths(LetheHome.fromEnvironment()), checked(datasetId));
      parent.out().println("a new witness watches " + datasetId);
      parent.out().flush();
    }
  }
}
