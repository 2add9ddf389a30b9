package dev.lethe.cli;

import dev.lethe.privacy.accounting.Accountants;
import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.PldAccountant;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that {@code epsilon} and {@code calibrate} share. */
final class AccountingOptions {
  @Option(
      names = "--sampling-rate",
      required = true,
      paramLabel = "Q",
      description = "Probability that a unit takes part in a step, in (0, 1].")
  double samplingRate;

  @Option(
      names = "--steps",
      required = true,
      paramLabel = "T",
      converter = WholeNumber.class,
      description = "Number of steps, at least 1.")
  long steps;

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
      description = "best (default), pld, rdp or analytic-gaussian.")
  String accountant = "best";

  @Option(
      names = "--width",
      paramLabel = "W",
      description =
          "Relative width of the interval from lower to epsilon at which best and pld stop,"
              + " in (0, 1); 0.005 by default.")
  @Nullable Double width;

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
    PrivacyAccountant named =
        Accountants.named(accountant)
            .orElseThrow(
                () ->
                    CommandException.badUsage(
                        "--accountant: '"
                            + accountant
                            + "' is not part of this version; use "
                            + Accountants.all().stream()
                                .map(PrivacyAccountant::name)
                                .collect(Collectors.joining(", "))));
    if (width == null) {
      return named;
    }
    PldAccountant pld = PldAccountant.ofWidth(width);
    if (named instanceof PldAccountant) {
      return pld;
    }
    if (named instanceof BestAccountant) {
      return BestAccountant.of(pld);
    }
    throw CommandException.badUsage(
        "--width: the accountant " + accountant + " has no interval to narrow; use best or pld");
  }

  void check() {
    if (!(samplingRate > 0 && samplingRate <= 1)) {
      throw CommandException.badUsage("--sampling-rate must be in (0, 1], got " + samplingRate);
    }
    if (steps < 1) {
      throw CommandException.badUsage("--steps must be at least 1, got " + steps);
    }
    checkInsideUnitInterval("--delta", delta);
    if (width != null) {
      checkInsideUnitInterval("--width", width);
    }
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

  /**
   * On the command line the noise multiplier is sigma / C under every relation; replacing a unit
   * can move the sum by 2 C, so over that sensitivity the noise is half as large. Poisson sampling
   * at rate 1 is no sampling at all.
   */
  PrivacyEvent eventAt(double noiseMultiplier) {
    boolean moves = neighbouringRelation() == NeighbouringRelation.REPLACE_ONE;
    PrivacyEvent step = new Gaussian(moves ? noiseMultiplier / 2 : noiseMultiplier);
    if (samplingRate < 1) {
      step = new PoissonSampled(samplingRate, step);
    }
    return new SelfComposed(step, steps);
  }
}
