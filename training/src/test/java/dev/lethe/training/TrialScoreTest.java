package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.ModelSpec;
import dev.lethe.spec.ScoreMetric;
import dev.lethe.spec.TrainingSpec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The oracle computes each score from predictions, unit by unit, in floating point. */
final class TrialScoreTest {
  private static final UnitTable DATA = Plans.data(400, 2, 7);
  private static final TrainedModel MODEL = model();

  /** Draws nothing, so that what is noised can be seen; only for what one unit adds to it. */
  private static final class Silence implements NoiseSource {
    @Override
    public void fillRoundedGaussian(double standardDeviation, long[] out) {
      Arrays.fill(out, 0);
    }

    @Override
    public double distancePerValue() {
      return 1;
    }

    @Override
    public String description() {
      return "none, for tests only";
    }

    @Override
    public void close() {}
  }

  private static TrainedModel model() {
    TrainingSpec spec = Plans.logistic(1).spec();
    float[] parameters = {1.5f, -2.5f, 0.5f, 0.2f, -0.1f, 0.3f};
    return new TrainedModel(
        spec.data().features(),
        (LabelSpec) spec.data().label(),
        new ModelSpec.LogisticRegression(),
        ModelStatus.COMPLETE,
        parameters);
  }

  private static double score(ScoreMetric metric, UnitTable data) {
    return new TrialScore(metric, 1, 400, new Silence()).of(MODEL, data);
  }

  @Test
  void withoutNoiseItIsTheMeanOverUnitsOfTheMeanOverTheirRecords() {
    double right = 0;
    double brier = 0;
    for (int u = 0; u < DATA.units(); u++) {
      double unitRight = 0;
      double unitBrier = 0;
      for (int r = DATA.firstRow(u); r < DATA.firstRow(u) + DATA.rowsOf(u); r++) {
        float[] row = Arrays.copyOfRange(DATA.features(), r * Plans.INPUTS, (r + 1) * Plans.INPUTS);
        double p = MODEL.predict(row, 1)[0][1];
        int y = DATA.labels()[r];
        unitRight += (p > 0.5) == (y == 1) ? 1 : 0;
        unitBrier += 1 - (p - y) * (p - y);
      }
      right += unitRight / DATA.rowsOf(u);
      brier += unitBrier / DATA.rowsOf(u);
    }
    assertThat(score(ScoreMetric.ACCURACY, DATA)).isCloseTo(right / 400, within(2e-6));
    assertThat(score(ScoreMetric.BRIER, DATA)).isCloseTo(brier / 400, within(2e-6));
  }

  @Test
  void areaUnderTheCurveIsThatOfTheRecordsButForBins() {
    double exact = Evaluation.of(MODEL, DATA).auc().orElseThrow();
    assertThat(score(ScoreMetric.AUC, DATA)).isCloseTo(exact, within(0.02));
  }

  /** What one unit, with any labels and any number of records, can change in the noiseless sum. */
  @ParameterizedTest
  @EnumSource(value = ScoreMetric.class, names = "AUC", mode = EnumSource.Mode.EXCLUDE)
  void oneUnitMovesTheSumByAtMostOneHalf(ScoreMetric metric) {
    Random random = new Random(3);
    for (int i = 0; i < 50; i++) {
      UnitTable with = Plans.data(20, 2, random.nextLong());
      int rows = 1 + random.nextInt(64);
      UnitTable more = with(with, rows, random);
      double moved = 400 * Math.abs(score(metric, more) - score(metric, with));
      assertThat(moved).isLessThanOrEqualTo(0.5 + 1e-9);
    }
  }

  /** The table with one more unit of so many records, extreme ones among them. */
  private static UnitTable with(UnitTable table, int rows, Random random) {
    int units = table.units() + 1;
    int[] firstRow = new int[units + 1];
    for (int u = 0; u < table.units(); u++) {
      firstRow[u + 1] = table.firstRow(u) + table.rowsOf(u);
    }
    firstRow[units] = firstRow[units - 1] + rows;
    float[] features = Arrays.copyOf(table.features(), firstRow[units] * Plans.INPUTS);
    int[] labels = Arrays.copyOf(table.labels(), firstRow[units]);
    for (int r = firstRow[units - 1]; r < firstRow[units]; r++) {
      labels[r] = random.nextInt(3) - 1;
      for (int i = 0; i < Plans.INPUTS; i++) {
        features[r * Plans.INPUTS + i] =
            random.nextInt(10) == 0 ? Float.MAX_VALUE : (float) random.nextGaussian() * 100;
      }
    }
    byte[] ids = Arrays.copyOf(table.unitIds(), units * UnitTable.ID_BYTES);
    return new UnitTable(ids, firstRow, Plans.INPUTS, features, labels);
  }

  /** Both moments of the noise on a score, from many draws. */
  @Test
  void theNoiseHasTheDeviationThatTheMultiplierSays() {
    double multiplier = 8;
    int draws = 4000;
    double sum = 0;
    double squares = 0;
    try (NoiseSource noise = ExactRoundedGaussian.secure()) {
      TrialScore score = new TrialScore(ScoreMetric.ACCURACY, multiplier, 400, noise);
      UnitTable few = Plans.data(5, 2, 1);
      double base = score(ScoreMetric.ACCURACY, few);
      for (int i = 0; i < draws; i++) {
        double off = (score.of(MODEL, few) - base) * 400;
        sum += off;
        squares += off * off;
      }
    }
    // Six standard errors.
    assertThat(Math.abs(sum / draws)).isLessThan(6 * 4 / Math.sqrt(draws));
    assertThat(Math.sqrt(squares / draws)).isCloseTo(4, within(6 * 4 / Math.sqrt(2.0 * draws)));
  }
}
