package dev.lethe.cli;

import dev.lethe.privacy.event.BallsInBins;
import dev.lethe.privacy.event.FixedSizeSampled;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.event.TruncatedPoissonSampled;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the units of a step are drawn, for the commands that describe a run by options. */
final class SamplingOptions {
  private static final double WHOLE = 1e-9;

  @Option(
      names = "--sampling",
      defaultValue = "poisson",
      paramLabel = "SCHEME",
      description = "poisson (default), fixed-size, truncated-poisson or balls-in-bins.")
  String scheme = "poisson";

  @Option(
      names = "--population",
      paramLabel = "N",
      converter = WholeNumber.class,
      description = "Public number of units, for fixed-size and truncated-poisson.")
  @Nullable Long population;

  @Option(
      names = "--max-batch",
      paramLabel = "B",
      converter = WholeNumber.class,
      description = "Most units that a step keeps, for truncated-poisson.")
  @Nullable Long maxBatch;

  /** The event of a whole run whose steps each release one Gaussian sum. */
  PrivacyEvent run(double rate, long steps, Gaussian step) {
    return switch (scheme) {
      case "poisson" -> {
        refuse("--population", population);
        refuse("--max-batch", maxBatch);
        // Poisson sampling at rate 1 is no sampling at all.
        yield new SelfComposed(rate < 1 ? new PoissonSampled(rate, step) : step, steps);
      }
      case "fixed-size" -> {
        refuse("--max-batch", maxBatch);
        long units = needed("--population", population);
        yield new SelfComposed(new FixedSizeSampled(units, batch(rate, units), step), steps);
      }
      case "truncated-poisson" ->
          new SelfComposed(
              new TruncatedPoissonSampled(
                  rate, needed("--population", population), needed("--max-batch", maxBatch), step),
              steps);
      case "balls-in-bins" -> {
        refuse("--population", population);
        refuse("--max-batch", maxBatch);
        yield epochs(rate, steps, step);
      }
      default ->
          throw CommandException.badUsage(
              "--sampling: unknown scheme '"
                  + scheme
                  + "'; known: poisson, fixed-size, truncated-poisson, balls-in-bins");
    };
  }

  /** Whether any option is set to something else than its default. */
  boolean isSet() {
    return !scheme.equals("poisson") || population != null || maxBatch != null;
  }

  private static long batch(double rate, long units) {
    double batch = Math.rint(rate * units);
    if (batch < 1 || Math.abs(rate * units - batch) > WHOLE * batch) {
      throw CommandException.badUsage(
          "--sampling fixed-size: --sampling-rate times --population must be a whole batch, got "
              + rate * units);
    }
    return (long) batch;
  }

  private static PrivacyEvent epochs(double rate, long steps, Gaussian step) {
    double bins = Math.rint(1 / rate);
    if (Math.abs(rate * bins - 1) > WHOLE) {
      throw CommandException.badUsage(
          "--sampling balls-in-bins: --sampling-rate must be one over the batches of an epoch, got "
              + rate);
    }
    if (steps % (long) bins != 0) {
      throw CommandException.badUsage(
          "--sampling balls-in-bins: --steps must be whole epochs of "
              + (long) bins
              + " batches, got "
              + steps);
    }
    return new SelfComposed(new BallsInBins((long) bins, step), steps / (long) bins);
  }

  private long needed(String option, @Nullable Long value) {
    if (value == null || value < 1) {
      throw CommandException.badUsage(
          "--sampling " + scheme + " needs " + option + ", a public number of at least 1");
    }
    return value;
  }

  private void refuse(String option, @Nullable Long value) {
    if (value != null) {
      throw CommandException.badUsage(option + " has no meaning with --sampling " + scheme);
    }
  }
}
