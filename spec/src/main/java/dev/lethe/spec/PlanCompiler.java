package dev.lethe.spec;

import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.CalibratedNoise;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.NoiseGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a spec into a plan whose predicted epsilon is at most the spec's, and which fits the budget
 * that the spec itself grants; or refuses with every reason and its numbers. Loads no engine and
 * reads no data.
 */
public final class PlanCompiler {
  static final long MOST_PARAMETERS = 100_000_000;

  /**
   * The part of delta kept for what separates the run from its ideal: the noise's distance from
   * rounded Gaussians (at most 2^-200 a value), and units beyond the cap of a step (a tail below
   * e^-1500 a step). Both together are far smaller, and this costs epsilon nothing.
   */
  static final double RESERVED_SHARE = 0x1p-40;

  private PlanCompiler() {}

  /**
   * Compiles a spec.
   *
   * @throws SpecException if the spec, put together from records, breaks the rules of spec files
   * @throws PlanException if the run has no sound meaning or its budget cannot pay it
   */
  public static TrainingPlan compile(TrainingSpec spec) {
    List<SpecProblem> invalid = TrainingSpecs.problems(spec);
    if (!invalid.isEmpty()) {
      throw new SpecException(invalid);
    }
    return compileValid(spec);
  }

  /** As {@link #compile(TrainingSpec)}, with the line of each key in what is refused. */
  public static TrainingPlan compile(LocatedSpec located) {
    try {
      return compileValid(located.spec());
    } catch (PlanException e) {
      PlanException withLines = new PlanException(located.locate(e.problems()));
      withLines.addSuppressed(e);
      throw withLines;
    }
  }

  /** What is allowed and yet deserves a second thought; empty if nothing. */
  public static List<SpecProblem> warnings(TrainingSpec spec) {
    List<SpecProblem> warnings = new ArrayList<>();
    double expected = spec.privacy().delta() * spec.data().population().value();
    if (expected >= 0.1 && expected < 1) {
      warnings.add(
          problem(
              "privacy.delta",
              "delta is " + Figures.of(expected) + " / population, close to the limit of 1",
              "a delta of at most "
                  + Figures.down(0.01 / spec.data().population().value())
                  + " is usual for "
                  + spec.data().population().value()
                  + " units"));
    }
    if (spec.evaluation().mode() == EvaluationMode.UNPROTECTED) {
      warnings.add(
          problem(
              "evaluation",
              "metrics on held-out people are outside the guarantee",
              "the report says so; write none if they will be published"));
    }
    return warnings;
  }

  private static TrainingPlan compileValid(TrainingSpec spec) {
    ModelShape shape = ModelShape.of(spec);
    List<SpecProblem> problems = new ArrayList<>();
    soundness(spec, shape, problems);
    if (spec.search().isPresent()) {
      problems.add(
          problem(
              "search",
              "the spec describes a search, not one training",
              "run 'lethe search', or remove search"));
    }
    double reserved = spec.privacy().delta() * RESERVED_SHARE;
    double accountantDelta = Math.nextDown(spec.privacy().delta() - reserved);
    PrivacyAccountant accountant = BestAccountant.standard();
    NoiseChoice choice = new NoiseChoice(spec, accountant, accountantDelta, reserved, problems);
    if (problems.isEmpty()) {
      new OtherParts(spec, accountant).check(accountantDelta, problems);
    }
    Optional<CalibratedNoise> noise = problems.isEmpty() ? choice.noise() : Optional.empty();
    if (noise.isEmpty()) {
      throw new PlanException(problems);
    }
    double together = noise.get().noiseMultiplier();
    double z = StepNoise.ofSum(spec.privacy(), together);
    NoiseGrid grid = NoiseGrid.forClippingNorm(spec.privacy().clippingNorm(), shape.parameters());
    drawable(spec, grid, z);
    return new TrainingPlan(
        spec,
        SpecDigest.of(spec),
        shape.features(),
        shape.outputs(),
        shape.parameters(),
        choice.samplingRate(),
        z,
        grid,
        choice.parts(together),
        accountantDelta,
        reserved,
        noise.get().bound(),
        CostModel.of(spec, shape));
  }

  /**
   * Refuses noise that the sampler cannot draw, rather than to fail after the first charge. The
   * trainer's own slack and float error are not known here; a millionth of each and a factor of two
   * leave room for them.
   */
  static void drawable(TrainingSpec spec, NoiseGrid grid, double noiseMultiplier) {
    double norm = spec.privacy().clippingNorm();
    double stepsPerNoise = grid.sensitivity(norm, 1e-6, norm * 1e-6) / grid.step();
    double largest = ExactRoundedGaussian.MAX_STANDARD_DEVIATION / 2 / stepsPerNoise;
    double smallest = grid.step() / norm;
    if (spec.privacy().clipping() instanceof ClippingSpec.Adaptive) {
      // The grid is a power of two near the norm, so noise in its steps varies by a factor of two.
      largest /= 2;
      smallest *= 2;
    }
    if (noiseMultiplier >= smallest && noiseMultiplier <= largest) {
      return;
    }
    boolean tooMuch = noiseMultiplier > largest;
    boolean fixed = spec.privacy().noiseMultiplier().isPresent();
    String message =
        String.format(
            "the run would take a noise multiplier of %s, %s than the %s that the sampler can draw"
                + " for %d parameters",
            Figures.of(noiseMultiplier),
            tooMuch ? "more" : "less",
            Figures.of(tooMuch ? largest : smallest),
            grid.dimension());
    String remedy =
        fixed
            ? "leave it out to have it calibrated"
            : tooMuch
                ? "raise privacy.epsilon or privacy.delta, take fewer steps or a smaller"
                    + " expectedBatch, or narrow the model"
                : "lower privacy.epsilon";
    String path = fixed ? "privacy.noiseMultiplier" : "privacy.epsilon";
    throw new PlanException(List.of(problem(path, message, remedy)));
  }

  static void soundness(TrainingSpec spec, ModelShape shape, List<SpecProblem> problems) {
    PrivacySpec privacy = spec.privacy();
    long population = spec.data().population().value();
    if (privacy.delta() * population >= 1) {
      problems.add(
          problem(
              "privacy.delta",
              "a delta of "
                  + Figures.of(privacy.delta())
                  + " is not below 1 / population (1 / "
                  + population
                  + "): it would allow publishing somebody's record whole",
              "write at most " + Figures.down(0.01 / population)));
    }
    if (shape.parameters() > MOST_PARAMETERS) {
      problems.add(
          problem(
              "model",
              "the model has " + shape.parameters() + " parameters, more than " + MOST_PARAMETERS,
              "narrow the hidden layers or the inputs (" + shape.features() + " wide)"));
    }
    if (privacy.clipping() instanceof ClippingSpec.PerLayer layers
        && !layers.norms().isEmpty()
        && layers.norms().size() != shape.layers()) {
      problems.add(
          problem(
              "privacy.clipping.norms",
              "the model has "
                  + shape.layers()
                  + " layers, and there are norms for "
                  + layers.norms().size(),
              "write one for each layer, from the input on, or leave it out for equal ones"));
    }
    spec.grant()
        .filter(grant -> grant.epsilon() < privacy.epsilon() || grant.delta() < privacy.delta())
        .ifPresent(
            grant ->
                problems.add(
                    problem(
                        "budget.grant",
                        String.format(
                            "the grant (epsilon %s, delta %s) is smaller than this run (epsilon %s,"
                                + " delta %s)",
                            Figures.of(grant.epsilon()),
                            Figures.of(grant.delta()),
                            Figures.of(privacy.epsilon()),
                            Figures.of(privacy.delta())),
                        "grant at least what the run asks for, or ask for less under privacy")));
  }

  static SpecProblem problem(String path, String message, String remedy) {
    return new SpecProblem("", 0, 0, path, message, remedy);
  }
}
