package dev.lethe.training;

import dev.lethe.spec.EvaluationMode;
import dev.lethe.spec.ModelSpec;
import dev.lethe.spec.OptimizerSpec;
import dev.lethe.spec.ScoreMetric;
import dev.lethe.spec.SearchAxis;
import dev.lethe.spec.SearchPlan;
import dev.lethe.spec.SearchPlanCompiler;
import dev.lethe.spec.SearchSpec;
import dev.lethe.spec.SearchTrials;
import dev.lethe.spec.SplitSpec;
import dev.lethe.spec.TrainingSpecBuilder;
import dev.lethe.spec.TrainingSpecs;
import dev.lethe.spec.TrialLaw;
import dev.lethe.spec.UnitSpec;
import java.util.List;

/** Searches over the data of {@link Plans}. */
final class SearchPlans {
  private SearchPlans() {}

  /** A search over learning rates. */
  static SearchPlan of(ScoreMetric metric, String... learningRates) {
    TrainingSpecBuilder builder = TrainingSpecs.builder().name("test").source("file:none.csv");
    for (int i = 0; i < Plans.INPUTS; i++) {
      builder.numeric("x" + i, -3, 3, "made up");
    }
    return SearchPlanCompiler.compile(
        builder
            .id("made-up")
            .binaryLabel("y", "1")
            .privacyUnit(new UnitSpec.Column("person", Plans.RECORDS))
            .population(Plans.POPULATION, "made up")
            .split(new SplitSpec.Hashed(0.25))
            .privacy(4, 1e-5)
            .expectedBatch(200)
            .clippingNorm(1)
            .model(new ModelSpec.LogisticRegression())
            .optimizer(new OptimizerSpec.Sgd(2, 0.5))
            .steps(30)
            .physicalBatch(64)
            .evaluation(EvaluationMode.NONE)
            .search(
                new SearchSpec(
                    new SearchTrials(TrialLaw.GEOMETRIC, 3, 1),
                    List.of(new SearchAxis("optimizer.learningRate", List.of(learningRates))),
                    metric,
                    0.5))
            .build());
  }
}
