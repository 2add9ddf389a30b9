package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.data.UnitTable;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.ModelSpec;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void aucIsTheShareOfPairsInOrderWithTiesCountedHalf() {
    Random random = new Random(9);
    for (int trial = 0; trial < 200; trial++) {
      int n = 2 + random.nextInt(40);
      double[] scores = new double[n];
      int[] truth = new int[n];
      for (int i = 0; i < n; i++) {
        scores[i] = random.nextInt(6) / 5.0;
        truth[i] = random.nextInt(2);
      }
      double won = 0;
      long pairs = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          if (truth[i] == 1 && truth[j] == 0) {
            pairs++;
            won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
          }
        }
      }
      if (pairs == 0) {
        assertThat(Evaluation.auc(scores, truth, 1)).isEmpty();
      } else {
        assertThat(Evaluation.auc(scores, truth, 1).orElseThrow())
            .isEqualTo(won / pairs, Offset.offset(1e-12));
      }
    }
  }

  @Test
  void measuresWhatItSays() {
    TrainedModel model =
        new TrainedModel(
            new FeatureSpec.Pixels(1, 1),
            new LabelSpec.Binary("y", List.of("1")),
            new ModelSpec.LogisticRegression(),
            ModelStatus.COMPLETE,
            new float[] {1, 0});
    UnitTable data =
        new UnitTable(
            new byte[32],
            new int[] {0, 2, 4},
            1,
            new float[] {1, -1, 2, 5},
            new int[] {1, 0, 0, -1});
    Metrics metrics = Evaluation.of(model, data);
    assertThat(metrics.records()).isEqualTo(3);
    assertThat(metrics.auc().orElseThrow()).isEqualTo(0.5);
    assertThat(metrics.accuracy()).isEqualTo(2 / 3.0);
    double loss = (Math.log1p(Math.exp(-1)) * 2 + Math.log1p(Math.exp(2))) / 3;
    assertThat(metrics.logLoss()).isEqualTo(loss, Offset.offset(1e-12));
  }
}
