package dev.lethe.spec;

import dev.lethe.privacy.accounting.CalibratedNoise;
import dev.lethe.privacy.accounting.CalibrationException;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.NoiseCalibration;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelectedBest;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Chooses the noise of a search: of its scores by what one of them may cost alone, then of its
 * training steps, the least at which the whole search meets its target and fits the spec's grant.
 */
final class SearchNoise {
  /** A score is rounded to a grid finer than a millionth of its sensitivity. */
  private static final double GRID_STEPS = 0x1p22;

  private final TrainingSpec spec;
  private final SearchSpec search;
  private final PrivacyAccountant accountant;
  private final double accountantDelta;
  private final List<SpecProblem> problems;

  SearchNoise(
      TrainingSpec spec,
      SearchSpec search,
      PrivacyAccountant accountant,
      double accountantDelta,
      List<SpecProblem> problems) {
    this.spec = spec;
    this.search = search;
    this.accountant = accountant;
    this.accountantDelta = accountantDelta;
    this.problems = problems;
  }

  /**
   * @param training noise of every step, with the bound on the whole search
   * @param scoreNoise noise multiplier of every score
   */
  record Chosen(CalibratedNoise training, double scoreNoise) {}

  /** One trial at these noise multipliers. */
  PrivacyEvent trial(double noiseMultiplier, double scoreNoise) {
    double rate = spec.privacy().expectedBatch() / spec.data().population().value();
    return SearchPlan.trial(
        new PoissonSampled(rate, new Gaussian(noiseMultiplier)),
        spec.training().steps(),
        scoreNoise);
  }

  /** The noise, or empty with the reasons added to the problems. */
  Optional<Chosen> noise(double reservedDelta) {
    OptionalDouble scoreNoise = scoreNoise();
    if (scoreNoise.isEmpty()) {
      return Optional.empty();
    }
    double ofScore = scoreNoise.getAsDouble();
    Optional<CalibratedNoise> needed = calibrated(ofScore);
    if (needed.isEmpty()) {
      return Optional.empty();
    }
    double least = needed.get().noiseMultiplier();
    OptionalDouble enough =
        spec.grant().isEmpty()
            ? OptionalDouble.of(least)
            : new GrantFit(spec.grant().get(), problems)
                .raise(
                    least,
                    spec.privacy().relation(),
                    z -> event(z, ofScore),
                    reservedDelta,
                    z -> bound(z, ofScore).epsilon() <= spec.privacy().epsilon());
    if (enough.isEmpty()) {
      return Optional.empty();
    }
    double z = spec.privacy().noiseMultiplier().orElse(enough.getAsDouble());
    if (z < enough.getAsDouble()) {
      refuse(
          "privacy.noiseMultiplier",
          "at " + Figures.of(z) + " the search costs more than its target or its grant allows",
          "write at least "
              + Figures.up(enough.getAsDouble())
              + ", or leave it out to have it calibrated");
      return Optional.empty();
    }
    return Optional.of(new Chosen(new CalibratedNoise(z, bound(z, ofScore)), ofScore));
  }

  private OptionalDouble scoreNoise() {
    double most = ExactRoundedGaussian.MAX_STANDARD_DEVIATION / 2 / GRID_STEPS;
    try {
      double z =
          NoiseCalibration.calibrate(
                  accountant,
                  spec.privacy().relation(),
                  search.scoreEpsilon(),
                  accountantDelta,
                  Gaussian::new)
              .noiseMultiplier();
      if (z <= most) {
        return OptionalDouble.of(z);
      }
    } catch (CalibrationException e) {
      // Refused below: no noise that can be drawn is enough.
    }
    refuse(
        "search.score.epsilon",
        "one score cannot be had for epsilon "
            + Figures.of(search.scoreEpsilon())
            + " at delta "
            + Figures.of(spec.privacy().delta()),
        "write a larger one; a tenth of privacy.epsilon is a usual start");
    return OptionalDouble.empty();
  }

  private Optional<CalibratedNoise> calibrated(double scoreNoise) {
    PrivacySpec privacy = spec.privacy();
    try {
      return Optional.of(
          NoiseCalibration.calibrate(
              accountant,
              privacy.relation(),
              privacy.epsilon(),
              accountantDelta,
              z -> event(z, scoreNoise)));
    } catch (CalibrationException e) {
      refuse(
          "search",
          String.format(
              "a search of %s trials of %d steps cannot be had for epsilon %s at delta %s, whatever"
                  + " the noise of training",
              SpecRules.text(search.trials().mean()),
              spec.training().steps(),
              Figures.of(privacy.epsilon()),
              Figures.of(privacy.delta())),
          "raise privacy.epsilon or privacy.delta, expect fewer trials, or lower"
              + " search.score.epsilon");
      return Optional.empty();
    }
  }

  private PrivacyEvent event(double noiseMultiplier, double scoreNoise) {
    return new SelectedBest(trial(noiseMultiplier, scoreNoise), search.trials().count());
  }

  private EpsilonBound bound(double noiseMultiplier, double scoreNoise) {
    return accountant.epsilon(
        event(noiseMultiplier, scoreNoise), spec.privacy().relation(), accountantDelta);
  }

  private void refuse(String path, String message, String remedy) {
    problems.add(PlanCompiler.problem(path, message, remedy));
  }
}
