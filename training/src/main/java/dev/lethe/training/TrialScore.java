package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.mechanism.ClippedSum;
import dev.lethe.privacy.mechanism.GridGaussianMechanism;
import dev.lethe.privacy.mechanism.NoiseGrid;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.spec.ScoreMetric;

/**
 * Scores a model on held-out units with the privacy of {@code Gaussian(noise multiplier)}: one unit
 * adds a vector of a bounded L2 norm to a sum, whatever the model and the other units, and only the
 * sum with its noise is looked at.
 *
 * <p>A unit's vector is the mean over its labelled records, zero if it has none. For a share of
 * right answers or a Brier score it is one number in [0, 1], less one half, so that its norm is at
 * most one half. For histograms it is a mean of unit vectors, whose norm is at most one. It is
 * rounded towards zero to multiples of 2^-20, and these are added in integers: the sum has no float
 * error at all.
 */
final class TrialScore {
  /** Bins of a histogram of probabilities, of each class. */
  static final int BINS = 32;

  private static final double UNIT_STEP = 0x1p-20;

  private final ScoreMetric metric;
  private final double heldOut;
  private final GridGaussianMechanism mechanism;

  /**
   * @param metric what is scored
   * @param noiseMultiplier standard deviation over sensitivity
   * @param heldOut the public number of held-out units, about; only the scale depends on it
   * @param noise stays the caller's
   */
  TrialScore(ScoreMetric metric, double noiseMultiplier, double heldOut, NoiseSource noise) {
    this.metric = metric;
    this.heldOut = heldOut;
    this.mechanism =
        new GridGaussianMechanism(
            noiseMultiplier, NoiseGrid.forClippingNorm(norm(metric), dimension(metric)), noise);
  }

  /** Number of values that noise is added to. */
  static int dimension(ScoreMetric metric) {
    return metric == ScoreMetric.AUC ? 2 * BINS : 1;
  }

  private static double norm(ScoreMetric metric) {
    return metric == ScoreMetric.AUC ? 1 : 0.5;
  }

  /** The noisy score; more is better. */
  double of(TrainedModel model, UnitTable heldOutUnits) {
    long[] sum = new long[dimension(metric)];
    for (int unit = 0; unit < heldOutUnits.units(); unit++) {
      add(model, heldOutUnits, unit, sum);
    }
    double[] values = new double[sum.length];
    for (int i = 0; i < sum.length; i++) {
      values[i] = sum[i] * UNIT_STEP; // exact below 2^33 units
    }
    double[] noised = mechanism.privatize(new ClippedSum(values, norm(metric), 0, 0)).dividedBy(1);
    return metric == ScoreMetric.AUC ? auc(noised) : 0.5 + noised[0] / heldOut;
  }

  /** Adds one unit's vector. */
  private void add(TrainedModel model, UnitTable table, int unit, long[] sum) {
    double[] mean = new double[sum.length];
    int labelled = 0;
    int first = table.firstRow(unit);
    for (int row = first; row < first + table.rowsOf(unit); row++) {
      int label = table.labels()[row];
      if (label >= 0) {
        labelled++;
        double[] logs = model.logProbabilities(table.features(), row);
        if (metric == ScoreMetric.AUC) {
          int bin = (int) Math.min(BINS - 1, Math.floor(Math.exp(logs[1]) * BINS));
          mean[label * BINS + Math.max(0, bin)]++;
        } else {
          mean[0] += metric == ScoreMetric.BRIER ? brier(logs, label) : right(logs, label);
        }
      }
    }
    for (int i = 0; i < sum.length && labelled > 0; i++) {
      double centred = mean[i] / labelled - (metric == ScoreMetric.AUC ? 0 : 0.5);
      double bounded = Math.max(-norm(metric), Math.min(norm(metric), centred));
      sum[i] += (long) (bounded / UNIT_STEP);
    }
  }

  private static double right(double[] logs, int label) {
    int best = 0;
    for (int c = 1; c < logs.length; c++) {
      best = logs[c] > logs[best] ? c : best;
    }
    return best == label ? 1 : 0;
  }

  private static double brier(double[] logs, int label) {
    double squares = 0;
    for (int c = 0; c < logs.length; c++) {
      double off = Math.exp(logs[c]) - (c == label ? 1 : 0);
      squares += off * off;
    }
    return Math.max(0, 1 - squares / 2);
  }

  /** The area under the curve of two noisy histograms; negative counts are taken for none. */
  private static double auc(double[] noised) {
    double negatives = 0;
    double positives = 0;
    double wins = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double negative = Math.max(0, noised[bin]);
      double positive = Math.max(0, noised[BINS + bin]);
      wins += positive * (negatives + negative / 2);
      negatives += negative;
      positives += positive;
    }
    return negatives > 0 && positives > 0 ? wins / (negatives * positives) : 0.5;
  }
}
