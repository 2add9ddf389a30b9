package dev.lethe.cli;

import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that {@code epsilon} and {@code calibrate} share. */
final class AccountingOptions {
  @Option(
      names = "--sampling-rate",
      paramLabel = "Q",
      description = "Probability that a unit takes part in a step, in (0, 1].")
  @Nullable Double samplingRate;

  @Option(
      names = "--steps",
      paramLabel = "T",
      converter = WholeNumber.class,
      description = "Number of steps, at least 1.")
  @Nullable Long steps;

  @Mixin SamplingOptions sampling = new SamplingOptions();

  @Option(names = "--delta", required = true, paramLabel = "D", description = "Delta, in (0, 1).")
  double delta;

  @Option(
      names = "--relation",
      defaultValue = "add-or-remove-one",
      paramLabel = "RELATION",
      description = "add-or-remove-one (default), replace-one or zero-out.")
  String relation = "add-or-remove-one";

  @Option(
      names = "--accountant",
      defaultValue = "best",
      paramLabel = "NAME",
      description = "best (default) or rdp.")
  String accountant = "best";

  NeighbouringRelation neighbouringRelation() {
    return NeighbouringRelation.fromTag(relation)
        .orElseThrow(
            () ->
                CommandException.badUsage(
                    "--relation: unknown relation '"
                        + relation
                        + "'; known: "
                        + Arrays.stream(NeighbouringRelation.values())
                            .map(NeighbouringRelation::tag)
                            .collect(Collectors.joining(", "))));
  }

  PrivacyAccountant privacyAccountant() {
    return Accountants.named(accountant)
        .orElseThrow(
            () ->
                CommandException.badUsage(
                    "--accountant: '"
                        + accountant
                        + "' is not part of this version; use best, rdp or analytic-gaussian"));
  }

  void check() {
    double rate = needed("--sampling-rate", samplingRate);
    if (!(rate > 0 && rate <= 1)) {
      throw CommandException.badUsage("--sampling-rate must be in (0, 1], got " + rate);
    }
    long count = needed("--steps", steps);
    if (count < 1) {
      throw CommandException.badUsage("--steps must be at least 1, got " + count);
    }
    checkInsideUnitInterval("--delta", delta);
  }

  static void checkInsideUnitInterval(String option, double value) {
    if (!(value > 0 && value < 1)) {
      throw CommandException.badUsage(option + " must be in (0, 1), got " + value);
    }
  }

  static double checkPositive(String option, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw CommandException.badUsage(option + " must be finite and positive, got " + value);
    }
    return value;
  }

  /** Whether an option that describes a run is given. */
  boolean describesRun() {
    return samplingRate != null || steps != null || sampling.isSet();
  }

  static <T> T needed(String option, @Nullable T value) {
    if (value == null) {
      throw CommandException.badUsage("Missing required option: '" + option + "'");
    }
    return value;
  }

  /**
   * On the command line the noise multiplier is sigma / C under every relation; replacing a unit
   * can move the sum by 2 C, so over that sensitivity the noise is half as large.
   */
  PrivacyEvent eventAt(double noiseMultiplier) {
    boolean moves = neighbouringRelation() == NeighbouringRelation.REPLACE_ONE;
    Gaussian step = new Gaussian(moves ? noiseMultiplier / 2 : noiseMultiplier);
    return sampling.run(needed("--sampling-rate", samplingRate), needed("--steps", steps), step);
  }
}
