package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.accounting.CentralLimit;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.accounting.TradeOffCurve;
import dev.lethe.privacy.accounting.UnsupportedEventException;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "epsilon",
    description = {
      "Epsilon of DP-SGD, or of any privacy event, as an upper bound.",
      "Example: lethe epsilon --sampling-rate 0.01 --noise-multiplier 1 --steps 1000 --delta 1e-5",
      "Example: lethe epsilon --event event.json --delta 1e-5 --relation replace-one"
    })
final class EpsilonCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin AccountingOptions options = new AccountingOptions();

  @Option(
      names = "--noise-multiplier",
      paramLabel = "S",
      description = "Noise standard deviation over the clipping norm.")
  @Nullable Double noiseMultiplier;

  @Option(
      names = "--event",
      paramLabel = "FILE",
      description = {
        "A privacy event in its JSON form (docs/accounting.md), in place of the options that"
            + " describe a run; its noise multipliers are over the sensitivity under --relation."
      })
  @Nullable Path eventFile;

  @Option(
      names = "--trade-off",
      description =
          "Also print the least type II error (beta) of any test between neighbours, for several"
              + " type I errors (alpha).")
  boolean tradeOff;

  @Option(
      names = "--estimate",
      description =
          "Also print the central-limit value of Gaussian differential privacy: an estimate, not a"
              + " bound.")
  boolean estimate;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    PrivacyEvent event = event();
    NeighbouringRelation relation = options.neighbouringRelation();
    PrivacyAccountant accountant = options.privacyAccountant();
    EpsilonBound bound;
    @Nullable TradeOffCurve curve;
    double guess;
    try {
      bound = accountant.epsilon(event, relation, options.delta);
      guess = estimate ? CentralLimit.epsilon(event, relation, options.delta) : Double.NaN;
      curve = tradeOff ? TradeOffCurve.of(event, relation, accountant) : null;
    } catch (UnsupportedEventException e) {
      throw CommandException.badUsage(String.valueOf(e.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = toJson(bound);
      if (estimate) {
        putNumber(node.putObject("estimate").put("name", CentralLimit.NAME), "epsilon", guess);
      }
      if (curve != null) {
        TradeOffTable.json(curve, node.putArray("tradeOff"));
      }
      Output.json(out, node);
    } else {
      out.printf(
          "epsilon <= %s%s at delta %s (accountant %s, %s)%n",
          Output.epsilon(bound.epsilon()),
          bound.lower().isPresent()
              ? " (no proof can go below " + bound.lower().getAsDouble() + ")"
              : "",
          bound.delta(),
          bound.accountant(),
          options.relation);
      if (estimate) {
        out.printf(
            "epsilon ~ %s by %s (an estimate, not a bound)%n",
            Output.epsilon(guess), CentralLimit.NAME);
      }
      if (curve != null) {
        TradeOffTable.print(curve, out);
      }
      out.flush();
    }
    return ExitCode.DONE.code();
  }

  private PrivacyEvent event() {
    if (eventFile == null) {
      options.check();
      double noise = AccountingOptions.needed("--noise-multiplier", noiseMultiplier);
      return options.eventAt(AccountingOptions.checkPositive("--noise-multiplier", noise));
    }
    if (options.describesRun() || noiseMultiplier != null) {
      throw CommandException.badUsage(
          "--event describes the whole run; leave out --sampling-rate, --noise-multiplier, --steps"
              + " and the options of --sampling");
    }
    AccountingOptions.checkInsideUnitInterval("--delta", options.delta);
    return EventFile.read(eventFile);
  }

  static ObjectNode toJson(EpsilonBound bound) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    putNumber(node, "epsilon", bound.epsilon());
    putNumber(node, "lower", bound.lower().orElse(Double.NaN));
    node.put("accountant", bound.accountant());
    node.put("delta", bound.delta());
    return node;
  }

  /**
   * JSON has no infinity: a value that is not a number is null, and an unbounded epsilon says so.
   */
  static void putNumber(ObjectNode node, String field, double value) {
    if (Double.isFinite(value)) {
      node.put(field, value);
    } else {
      node.putNull(field);
      if (Double.isInfinite(value)) {
        node.put("unbounded", true);
      }
    }
  }
}
