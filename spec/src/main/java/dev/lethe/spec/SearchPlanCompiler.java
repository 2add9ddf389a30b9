package dev.lethe.spec;

import dev.lethe.privacy.accounting.BestAccountant;
import dev.lethe.privacy.accounting.CalibratedNoise;
import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.accounting.PrivacyAccountant;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.mechanism.NoiseGrid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns a spec with a search into a plan whose predicted epsilon is at most the spec's, or refuses
 * with every reason; as {@link PlanCompiler} does for one training.
 */
public final class SearchPlanCompiler {
  private SearchPlanCompiler() {}

  /**
   * Compiles a spec that was read from a file, with the line of each key in what is refused.
   *
   * @throws PlanException if the search has no sound meaning or its budget cannot pay it
   */
  public static SearchPlan compile(LocatedSpec located) {
    try {
      return compileValid(located.spec());
    } catch (PlanException e) {
      PlanException withLines = new PlanException(located.locate(e.problems()));
      withLines.addSuppressed(e);
      throw withLines;
    }
  }

  /**
   * Compiles a spec.
   *
   * @throws SpecException if the spec, put together from records, breaks the rules of spec files
   * @throws PlanException as above
   */
  public static SearchPlan compile(TrainingSpec spec) {
    List<SpecProblem> invalid = TrainingSpecs.problems(spec);
    if (!invalid.isEmpty()) {
      throw new SpecException(invalid);
    }
    return compileValid(spec);
  }

  private static SearchPlan compileValid(TrainingSpec spec) {
    SearchSpec search =
        spec.search()
            .orElseThrow(
                () ->
                    new PlanException(
                        List.of(
                            PlanCompiler.problem(
                                "search",
                                "the spec describes one training, not a search",
                                "run 'lethe train', or add search: { trials: ..., space: ...,"
                                    + " score: ... }"))));
    List<TrainingSpec> variants = variants(spec, search);
    Set<SpecProblem> problems = new LinkedHashSet<>();
    unsupported(spec, problems);
    for (TrainingSpec variant : variants) {
      List<SpecProblem> unsound = new ArrayList<>();
      PlanCompiler.soundness(variant, ModelShape.of(variant), unsound);
      problems.addAll(unsound);
    }
    double reserved = spec.privacy().delta() * PlanCompiler.RESERVED_SHARE;
    double accountantDelta = Math.nextDown(spec.privacy().delta() - reserved);
    PrivacyAccountant accountant = BestAccountant.standard();
    List<SpecProblem> unpaid = new ArrayList<>();
    SearchNoise choice = new SearchNoise(spec, search, accountant, accountantDelta, unpaid);
    Optional<SearchNoise.Chosen> chosen =
        problems.isEmpty() ? choice.noise(reserved) : Optional.empty();
    if (chosen.isEmpty()) {
      problems.addAll(unpaid);
      throw new PlanException(List.copyOf(problems));
    }
    CalibratedNoise noise = chosen.get().training();
    double scoreNoise = chosen.get().scoreNoise();
    List<SearchPlan.Trial> trials = new ArrayList<>();
    List<Map<String, String>> combinations = search.combinations();
    // Half of the reserve for all training steps, half for all scores.
    double perTrial = reserved / 2 / search.trials().mostExpected();
    for (int i = 0; i < variants.size(); i++) {
      TrainingPlan plan = plan(variants.get(i), noise, accountantDelta, perTrial);
      trials.add(new SearchPlan.Trial(combinations.get(i), plan));
    }
    EpsilonBound alone =
        accountant.epsilon(
            choice.trial(noise.noiseMultiplier(), scoreNoise),
            spec.privacy().relation(),
            accountantDelta);
    return new SearchPlan(
        spec,
        search,
        SpecDigest.of(spec),
        trials,
        noise.noiseMultiplier(),
        scoreNoise,
        heldOut(spec),
        accountantDelta,
        reserved,
        noise.bound(),
        alone);
  }

  private static void unsupported(TrainingSpec spec, Set<SpecProblem> problems) {
    if (!spec.learning().isEmpty()) {
      problems.add(
          PlanCompiler.problem(
              "data.features",
              "a search does not learn bounds, vocabularies or weights in this version",
              "learn them by 'lethe profile' or a training first, or declare public ones"));
    }
    if (spec.privacy().clipping() instanceof ClippingSpec.Adaptive) {
      problems.add(
          PlanCompiler.problem(
              "privacy.clipping.mode",
              "a search has no trials whose clipping adapts in this version",
              "write mode: flat, and let the search vary privacy.clipping.norm"));
    }
    if (spec.evaluation().mode() == EvaluationMode.CHARGED) {
      problems.add(
          PlanCompiler.problem(
              "evaluation",
              "a search has its own charged score and no other charged figures in this version",
              "write evaluation: none; the report gives the best trial's noisy score"));
    }
  }

  private static TrainingPlan plan(
      TrainingSpec spec, CalibratedNoise noise, double accountantDelta, double reserved) {
    ModelShape shape = ModelShape.of(spec);
    double z = noise.noiseMultiplier();
    NoiseGrid grid = NoiseGrid.forClippingNorm(spec.privacy().clippingNorm(), shape.parameters());
    PlanCompiler.drawable(spec, grid, z);
    double rate = spec.privacy().expectedBatch() / spec.data().population().value();
    return new TrainingPlan(
        spec,
        SpecDigest.of(spec),
        shape.features(),
        shape.outputs(),
        shape.parameters(),
        rate,
        z,
        grid,
        List.of(
            new PlanPart(
                PlanPart.TRAINING,
                new PoissonSampled(rate, new Gaussian(z)),
                spec.training().steps())),
        accountantDelta,
        reserved,
        noise.bound(),
        CostModel.of(spec, shape));
  }

  /** The spec with each combination's settings and no search; data and privacy stay as they are. */
  private static List<TrainingSpec> variants(TrainingSpec spec, SearchSpec search) {
    List<TrainingSpec> variants = new ArrayList<>();
    for (Map<String, String> combination : search.combinations()) {
      SpecTree tree = SpecTree.of(SearchRules.applied(SpecWriter.json(spec), combination));
      TrainingSpec bound = SpecReader.bind(tree, Path.of(""));
      variants.add(
          new TrainingSpec(
              spec.name(),
              spec.data(),
              bound.privacy(),
              bound.model(),
              bound.optimizer(),
              bound.training(),
              spec.learning(),
              spec.evaluation(),
              spec.grant(),
              spec.report(),
              Optional.empty()));
    }
    return variants;
  }

  /** Held-out units to expect of the public population, which counts the units in training. */
  private static double heldOut(TrainingSpec spec) {
    SplitSpec split = spec.data().split();
    if (split instanceof SplitSpec.Ranges ranges) {
      return ranges.test().stream().mapToDouble(r -> r.last() - r.first() + 1).sum();
    }
    double test = ((SplitSpec.Hashed) split).test();
    return spec.data().population().value() * test / (1 - test);
  }
}
