package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.event.EventJson;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.ledger.ChargedPart;
import dev.lethe.privacy.ledger.GrantTerms;
import dev.lethe.privacy.ledger.LedgerView;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.PrivacyLedger;
import dev.lethe.privacy.ledger.RunStatus;
import dev.lethe.privacy.ledger.RunSummary;
import java.io.PrintWriter;
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

  private static ObjectNode toJson(LedgerView view) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("datasetId", view.population().datasetId());
    node.put("unit", view.population().unit());
    node.put("relation", view.population().relation().tag());
    view.grant()
        .ifPresent(
            g ->
                node.putObject("grant")
                    .put("epsilon", g.terms().epsilon())
                    .put("delta", g.terms().delta())
                    .put("grantedAt", g.grantedAt().toString()));
    node.put("epsilonSpent", view.epsilonSpent());
    node.put("epsilonLeft", view.epsilonLeft());
    node.put("runs", view.runs().size());
    return node;
  }

  @Command(name = "show", description = "What is granted, spent and left.")
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
        Output.json(parent.out(), toJson(view));
        return;
      }
      PrintWriter out = parent.out();
      out.printf(
          "%s  unit %s, %s%n",
          view.population().datasetId(),
          view.population().unit(),
          view.population().relation().tag());
      if (view.grant().isEmpty()) {
        out.println("no budget granted; grant one with: lethe budget grant " + datasetId);
      } else {
        GrantTerms terms = view.grant().get().terms();
        out.printf("granted  epsilon %s at delta %s%n", terms.epsilon(), terms.delta());
        out.printf(
            "spent    epsilon %s in %d runs%n",
            Output.epsilon(view.epsilonSpent()), view.runs().size());
        out.printf("left     epsilon %.4f%n", Math.floor(view.epsilonLeft() * 1e4) / 1e4);
      }
      out.flush();
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
      try {
        population = new Population(datasetId, unit, known);
        terms = new GrantTerms(epsilon, delta);
        dev.lethe.privacy.ledger.GrantFilter.of(terms);
      } catch (IllegalArgumentException e) {
        throw CommandException.badUsage(String.valueOf(e.getMessage()));
      }
      try (PrivacyLedger ledger =
          PrivacyLedger.open(
              TrainingSession.ledgerPaths(LetheHome.fromEnvironment()), population)) {
        ledger.grant(terms);
        if (json) {
          Output.json(parent.out(), toJson(ledger.view()));
        } else {
          parent.out().printf("granted epsilon %s at delta %s to %s%n", epsilon, delta, datasetId);
          parent.out().flush();
        }
      }
    }
  }

  @Command(name = "history", description = "All runs that drew from the budget.")
  static final class History implements Runnable {
    @ParentCommand BudgetCommand parent = new BudgetCommand();

    @Parameters(index = "0", paramLabel = "ID", description = "The dataset id.")
    String datasetId = "";

    @Option(names = "--json", description = "Print one JSON object.")
    boolean json;

    @Override
    public void run() {
      LedgerView view = read(datasetId);
      if (json) {
        ObjectNode node = BudgetCommand.toJson(view);
        ArrayNode runs = node.putArray("history");
        view.runs().forEach(r -> runs.add(runJson(r)));
        Output.json(parent.out(), node);
        return;
      }
      PrintWriter out = parent.out();
      out.printf(
          "%-36s  %-20s  %-11s  %13s  %12s%n", "run", "started", "status", "steps", "spent after");
      for (RunSummary r : view.runs()) {
        out.printf(
            "%-36s  %-20s  %-11s  %6d/%6d  %12s%n",
            r.runId(),
            r.startedAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
            r.status().map(RunStatus::tag).orElse("open"),
            r.parts().stream().mapToLong(ChargedPart::charged).sum(),
            r.parts().stream().mapToLong(p -> p.part().count()).sum(),
            Output.epsilon(r.epsilonAfter()));
      }
      out.flush();
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
