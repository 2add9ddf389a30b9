package dev.lethe.spec;

import dev.lethe.privacy.accounting.CalibratedNoise;
import dev.lethe.privacy.accounting.CalibrationException;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.NoiseCalibration;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Chooses the least noise multiplier at which the run meets its target and fits the grant that the
 * spec makes, or holds the spec's own noise multiplier against both.
 */
final class NoiseChoice {
  private final TrainingSpec spec;
  private final PrivacyAccountant accountant;
  private final double accountantDelta;
  private final double reservedDelta;
  private final List<SpecProblem> problems;

  NoiseChoice(
      TrainingSpec spec,
      PrivacyAccountant accountant,
      double accountantDelta,
      double reservedDelta,
      List<SpecProblem> problems) {
    this.spec = spec;
    this.accountant = accountant;
    this.accountantDelta = accountantDelta;
    this.reservedDelta = reservedDelta;
    this.problems = problems;
  }

  double samplingRate() {
    return spec.privacy().expectedBatch() / spec.data().population().value();
  }

  /** All parts of the run at a noise multiplier of each step of training, in the order they run. */
  List<PlanPart> parts(double noiseMultiplier) {
    return parts(noiseMultiplier, spec.training().steps());
  }

  private List<PlanPart> parts(double noiseMultiplier, long steps) {
    PrivacyEvent step = StepNoise.event(spec.privacy(), samplingRate(), noiseMultiplier);
    List<PlanPart> parts = new ArrayList<>(OtherParts.before(spec));
    parts.add(new PlanPart(PlanPart.TRAINING, step, steps));
    parts.addAll(OtherParts.after(spec));
    return parts;
  }

  private PrivacyEvent event(double noiseMultiplier) {
    return event(noiseMultiplier, spec.training().steps());
  }

  private PrivacyEvent event(double noiseMultiplier, long steps) {
    return PlanPart.together(parts(noiseMultiplier, steps));
  }

  /** The noise, or empty with the reasons added to the problems. */
  Optional<CalibratedNoise> noise() {
    if (spec.privacy().clipping() instanceof ClippingSpec.Adaptive adaptive
        && !leavesRoom(adaptive.countNoiseMultiplier())) {
      return Optional.empty();
    }
    Optional<CalibratedNoise> needed = calibrated();
    if (needed.isEmpty()) {
      return needed;
    }
    Optional<CalibratedNoise> affordable = fitted(needed.get());
    if (affordable.isEmpty() || spec.privacy().noiseMultiplier().isEmpty()) {
      return affordable;
    }
    double fixed = spec.privacy().noiseMultiplier().getAsDouble();
    return fixed(fixed, needed.get(), affordable.get());
  }

  /** Refuses counts that leave the sums nothing, whatever their noise. */
  private boolean leavesRoom(double ofCount) {
    EpsilonBound counts = bound(ofCount, spec.training().steps());
    boolean fixedAbove = spec.privacy().noiseMultiplier().orElse(0) >= ofCount;
    if (counts.epsilon() < spec.privacy().epsilon() && !fixedAbove) {
      return true;
    }
    String message =
        fixedAbove
            ? "the counts alone have a noise multiplier of "
                + Figures.of(ofCount)
                + " (2 x countNoise), not more than privacy.noiseMultiplier, which is that of counts"
                + " and sums together"
            : "the counts alone cost epsilon "
                + Figures.up(counts.epsilon())
                + ", and the whole run may cost "
                + Figures.of(spec.privacy().epsilon());
    refuse(
        "privacy.clipping.countNoise",
        message,
        "raise countNoise, for example to a twentieth of expectedBatch, and expectedBatch with it");
    return false;
  }

  private Optional<CalibratedNoise> calibrated() {
    PrivacySpec privacy = spec.privacy();
    try {
      return Optional.of(
          NoiseCalibration.calibrate(
              accountant, privacy.relation(), privacy.epsilon(), accountantDelta, this::event));
    } catch (CalibrationException e) {
      refuse(
          "training.steps",
          String.format(
              "%d steps at a sampling rate of %s cannot be had for epsilon %s at delta %s, whatever"
                  + " the noise",
              spec.training().steps(),
              Figures.of(samplingRate()),
              Figures.of(privacy.epsilon()),
              Figures.of(privacy.delta())),
          "raise privacy.epsilon or privacy.delta, or take fewer steps or a smaller expectedBatch"
              + (parts(1).size() > 1 ? ", or spend less on what is learned and evaluated" : ""));
      return Optional.empty();
    }
  }

  /** At least the needed noise, and enough for the grant. */
  private Optional<CalibratedNoise> fitted(CalibratedNoise needed) {
    if (spec.grant().isEmpty()) {
      return Optional.of(needed);
    }
    OptionalDouble enough =
        new GrantFit(spec.grant().get(), problems)
            .raise(
                needed.noiseMultiplier(),
                spec.privacy().relation(),
                this::event,
                reservedDelta,
                z -> bound(z, spec.training().steps()).epsilon() <= spec.privacy().epsilon());
    return enough.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CalibratedNoise(
                enough.getAsDouble(), bound(enough.getAsDouble(), spec.training().steps())));
  }

  private Optional<CalibratedNoise> fixed(
      double noiseMultiplier, CalibratedNoise needed, CalibratedNoise affordable) {
    EpsilonBound bound = bound(noiseMultiplier, spec.training().steps());
    if (!(bound.epsilon() <= spec.privacy().epsilon())) {
      refuse(
          "privacy.noiseMultiplier",
          String.format(
              "at %s, %d steps cost epsilon %s at delta %s, more than the target of %s",
              Figures.of(noiseMultiplier),
              spec.training().steps(),
              Figures.up(bound.epsilon()),
              Figures.of(spec.privacy().delta()),
              Figures.of(spec.privacy().epsilon())),
          String.format(
              "write at least %s, or %s, or leave it out to have it calibrated",
              Figures.up(needed.noiseMultiplier()), fewerSteps(noiseMultiplier)));
      return Optional.empty();
    }
    if (noiseMultiplier < affordable.noiseMultiplier()) {
      refuse(
          "privacy.noiseMultiplier",
          "at " + Figures.of(noiseMultiplier) + ", the run does not fit the spec's own grant",
          "write at least "
              + Figures.up(affordable.noiseMultiplier())
              + ", or raise budget.grant, or leave it out to have it calibrated");
      return Optional.empty();
    }
    return Optional.of(new CalibratedNoise(noiseMultiplier, bound));
  }

  private String fewerSteps(double noiseMultiplier) {
    long affordable = 0;
    for (long bit = Long.highestOneBit(spec.training().steps()); bit > 0; bit >>= 1) {
      double epsilon = bound(noiseMultiplier, affordable + bit).epsilon();
      if (affordable + bit < spec.training().steps() && epsilon <= spec.privacy().epsilon()) {
        affordable += bit;
      }
    }
    return affordable == 0
        ? "a smaller expectedBatch (not even one step fits)"
        : "take at most " + affordable + " steps";
  }

  private EpsilonBound bound(double noiseMultiplier, long steps) {
    return accountant.epsilon(
        event(noiseMultiplier, steps), spec.privacy().relation(), accountantDelta);
  }

  private void refuse(String path, String message, String remedy) {
    problems.add(PlanCompiler.problem(path, message, remedy));
  }
}
