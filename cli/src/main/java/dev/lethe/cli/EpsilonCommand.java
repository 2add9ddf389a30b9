package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.UnsupportedEventException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "epsilon",
    description = {
      "Epsilon of Poisson-sampled DP-SGD, as an upper bound.",
      "Example: lethe epsilon --sampling-rate 0.01 --noise-multiplier 1 --steps 1000 --delta 1e-5"
    })
final class EpsilonCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin AccountingOptions options = new AccountingOptions();

  @Option(
      names = "--noise-multiplier",
      required = true,
      paramLabel = "S",
      description = "Noise standard deviation over the clipping norm.")
  double noiseMultiplier;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    options.check();
    AccountingOptions.checkPositive("--noise-multiplier", noiseMultiplier);
    EpsilonBound bound;
    try {
      bound =
          options
              .privacyAccountant()
              .epsilon(
                  options.eventAt(noiseMultiplier), options.neighbouringRelation(), options.delta);
    } catch (UnsupportedEventException e) {
      throw CommandException.badUsage(String.valueOf(e.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Output.json(out, toJson(bound));
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
      out.flush();
    }
    return ExitCode.DONE.code();
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
