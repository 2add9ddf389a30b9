package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.data.UnitTable;
import dev.lethe.data.learn.BoundedCounts;
import dev.lethe.data.learn.LaplaceCounts;
import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.spec.DataSource;
import dev.lethe.spec.EvaluationMode;
import dev.lethe.spec.EvaluationSpec;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.ModelSpec;
import dev.lethe.spec.NumericTransform;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChargedEvaluationTest {
  private static final int UNITS = 6000;
  private static final FeatureSpec.Columns TABLE =
      new FeatureSpec.Columns(
          List.of(new FeatureSpec.Numeric("x", -3, 3, NumericTransform.NONE, "made")),
          List.of(new FeatureSpec.Categorical("sex", List.of("F", "M"), "made")),
          List.of(),
          UnknownCategoryPolicy.OUT_OF_VOCABULARY);
  private static final LabelSpec BINARY = new LabelSpec.Binary("y", List.of("1"));

  private static TrainedModel binary() {
    return new TrainedModel(
        TABLE,
        BINARY,
        new ModelSpec.LogisticRegression(),
        ModelStatus.COMPLETE,
        new float[] {4, 0.5f, 0, 0, -1});
  }

  private static TrainedModel threeClasses() {
    return new TrainedModel(
        TABLE,
        new LabelSpec.Idx(new DataSource.Catalog("none"), 3),
        new ModelSpec.LogisticRegression(),
        ModelStatus.COMPLETE,
        new float[] {-3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0});
  }

  /** Labels drawn from the model's own probabilities, so that it is calibrated. */
  private static UnitTable people(TrainedModel model, int rowsOfEach) {
    Random random = new Random(3);
    int rows = UNITS * rowsOfEach;
    float[] features = new float[4 * rows];
    int[] labels = new int[rows];
    int[] firstRow = new int[UNITS + 1];
    for (int row = 0; row < rows; row++) {
      features[4 * row] = (float) Math.max(-1, Math.min(1, random.nextGaussian() / 2));
      features[4 * row + 1 + random.nextInt(2)] = 1;
      double draw = random.nextDouble();
      double[] logs = model.logProbabilities(features, row);
      while (labels[row] < logs.length - 1 && draw > Math.exp(logs[labels[row]])) {
        draw -= Math.exp(logs[labels[row]++]);
      }
      firstRow[row / rowsOfEach + 1] = row + 1;
    }
    return new UnitTable(new byte[16 * UNITS], firstRow, 4, features, labels);
  }

  private static EvaluationSpec spec(Optional<String> groupBy) {
    return new EvaluationSpec(EvaluationMode.CHARGED, 1, 32, groupBy);
  }

  private static List<ChargedMetric> measure(
      TrainedModel model, UnitTable data, double epsilon, Optional<String> groupBy) {
    ChargedEvaluation evaluation = new ChargedEvaluation(model, spec(groupBy));
    try (LaplaceCounts noise = LaplaceCounts.of(evaluation.l1(2), new ApproximateDp(epsilon, 0))) {
      return evaluation.metrics(noise.release(evaluation.count(data, 2)));
    }
  }

  private static ChargedMetric find(List<ChargedMetric> metrics, String name, String group) {
    return metrics.stream()
        .filter(m -> m.name().equals(name) && m.group().orElse("").equals(group))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void figuresAreCloseToTheExactOnes() {
    for (TrainedModel model : List.of(binary(), threeClasses())) {
      UnitTable data = people(model, 2);
      Metrics exact = Evaluation.of(model, data);

      List<ChargedMetric> metrics = measure(model, data, 1, Optional.empty());

      ChargedMetric auc = find(metrics, "auc", "");
      assertThat(auc.value()).isBetween(auc.low(), auc.high());
      assertThat(Math.abs(auc.value() - exact.auc().orElseThrow())).isLessThan(0.02);
      assertThat(Math.abs(find(metrics, "accuracy", "").value() - exact.accuracy()))
          .isLessThan(0.02);
      assertThat(find(metrics, "calibrationError", "").value()).isLessThan(0.05);
    }
  }

  @Test
  void groupsHaveFiguresOfTheirOwnWhereTheyStandOut() {
    List<ChargedMetric> metrics = measure(binary(), people(binary(), 2), 1, Optional.of("sex"));

    assertThat(find(metrics, "auc", "F").value()).isBetween(0.7, 0.95);
    assertThat(find(metrics, "auc", "M").value()).isBetween(0.7, 0.95);
    assertThat(metrics).noneMatch(m -> m.group().equals(Optional.of(ChargedEvaluation.OTHER)));
  }

  @Test
  void nothingIsSaidThatTheNoiseHides() {
    assertThat(measure(binary(), people(binary(), 1), 1e-4, Optional.empty())).isEmpty();
  }

  @Test
  void aUnitChangesTheCountsByAtMostItsBound() {
    for (TrainedModel model : List.of(binary(), threeClasses())) {
      ChargedEvaluation evaluation = new ChargedEvaluation(model, spec(Optional.of("sex")));
      float[] features = {Float.NaN, 1, 0, 0, 1, 0, 1, 0};
      UnitTable one = new UnitTable(new byte[16], new int[] {0, 2}, 4, features, new int[] {1, 0});
      UnitTable none = new UnitTable(new byte[0], new int[] {0}, 4, new float[0], new int[0]);

      BoundedCounts with = evaluation.count(one, 2);

      // The counter itself throws where a unit adds more; a third row would be one too many.
      assertThat(with.l1()).isEqualTo(evaluation.l1(2));
      assertThat(evaluation.count(none, 2).size()).isEqualTo(with.size());
    }
  }
}
