package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.accounting.CalibratedNoise;
import dev.lethe.privacy.accounting.CalibrationException;
import dev.lethe.privacy.accounting.NoiseCalibration;
import dev.lethe.privacy.accounting.UnsupportedEventException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "calibrate",
    description = {
      "The least noise multiplier found whose epsilon is at most the target.",
      "Example: lethe calibrate --target-epsilon 1 --sampling-rate 0.01 --steps 1000 --delta 1e-5"
    })
final class CalibrateCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin AccountingOptions options = new AccountingOptions();

  @Option(
      names = "--target-epsilon",
      required = true,
      paramLabel = "E",
      description = "The epsilon to stay at or below.")
  double targetEpsilon;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    options.check();
    AccountingOptions.checkPositive("--target-epsilon", targetEpsilon);
    CalibratedNoise found;
    try {
      found =
          NoiseCalibration.calibrate(
              options.privacyAccountant(),
              options.neighbouringRelation(),
              targetEpsilon,
              options.delta,
              options::eventAt);
    } catch (UnsupportedEventException | CalibrationException e) {
      throw CommandException.badUsage(String.valueOf(e.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("noiseMultiplier", found.noiseMultiplier());
      node.put("epsilon", found.bound().epsilon());
      node.put("accountant", found.bound().accountant());
      node.put("delta", found.bound().delta());
      Output.json(out, node);
    } else {
      out.printf(
          "noise multiplier %s gives epsilon %s at delta %s (accountant %s)%n",
          found.noiseMultiplier(),
          Output.epsilon(found.bound().epsilon()),
          options.delta,
          found.bound().accountant());
      out.flush();
    }
    return ExitCode.DONE.code();
  }
}
