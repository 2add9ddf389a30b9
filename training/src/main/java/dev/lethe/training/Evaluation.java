package dev.lethe.training;

import dev.lethe.data.UnitTable;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Measures a model on records; exact, ties included. */
public final class Evaluation {
  private Evaluation() {}

  /**
   * Records outside the declared classes are left out.
   *
   * @throws IllegalArgumentException if no record has a label
   */
  public static Metrics of(TrainedModel model, UnitTable data) {
    int[] labels = data.labels();
    int[] labelled = IntStream.range(0, labels.length).filter(r -> labels[r] >= 0).toArray();
    if (labelled.length == 0) {
      throw new IllegalArgumentException("there is no record with a label to evaluate on");
    }
    double[][] scores = new double[model.classes()][labelled.length];
    int[] truth = new int[labelled.length];
    double loss = 0;
    int right = 0;
    for (int i = 0; i < labelled.length; i++) {
      truth[i] = labels[labelled[i]];
      double[] logs = model.logProbabilities(data.features(), labelled[i]);
      int best = 0;
      for (int c = 0; c < logs.length; c++) {
        scores[c][i] = logs[c];
        best = logs[c] > logs[best] ? c : best;
      }
      loss -= logs[truth[i]];
      right += best == truth[i] ? 1 : 0;
    }
    return new Metrics(
        labelled.length,
        model.classes() == 2 ? auc(scores[1], truth, 1) : meanAuc(scores, truth),
        right / (double) labelled.length,
        loss / labelled.length);
  }

  private static OptionalDouble meanAuc(double[][] scores, int[] truth) {
    double total = 0;
    for (int c = 0; c < scores.length; c++) {
      OptionalDouble one = auc(scores[c], truth, c);
      if (one.isEmpty()) {
        return one;
      }
      total += one.getAsDouble();
    }
    return OptionalDouble.of(total / scores.length);
  }

  /** Mann and Whitney's U over the number of pairs; equal scores share their mean rank. */
  static OptionalDouble auc(double[] scores, int[] truth, int positive) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(scores[i], scores[j]));
    double rankSum = 0;
    long positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      to = Math.max(to, from + 1);
      for (int i = from; i < to; i++) {
        if (truth[order[i]] == positive) {
          rankSum += (from + 1 + to) / 2.0;
          positives++;
        }
      }
      from = to;
    }
    long negatives = scores.length - positives;
    if (positives == 0 || negatives == 0) {
      return OptionalDouble.empty();
    }
    double wins = rankSum - positives * (positives + 1) / 2.0;
    return OptionalDouble.of(wins / ((double) positives * negatives));
  }
}
