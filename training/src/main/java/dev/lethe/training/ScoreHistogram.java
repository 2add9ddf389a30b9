package dev.lethe.training;

/**
 * Noisy counts of the records with and without a class, by bin of the score for it; what is
 * computed from them costs nothing more.
 *
 * <p>Counts are not cut off at zero: noise that is zero on average then stays so in sums and in
 * products of different counts.
 */
final class ScoreHistogram {
  private final double[] without;
  private final double[] with;
  private final ScoreBins bins;

  ScoreHistogram(double[] without, double[] with, ScoreBins bins) {
    this.without = without;
    this.with = with;
    this.bins = bins;
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }

  /** The noise of a sum over all bins of one class stays below this with a chance of 99.9%. */
  static double lost(double scale, int cells) {
    return 4.5 * Math.sqrt(2.0 * cells) * scale;
  }

  /** Whether both totals stand out of the noise. */
  boolean standsOut(double scale, int cells) {
    double lost = lost(scale, cells);
    return sum(without) > lost && sum(with) > lost;
  }

  /** Pairs in which the record with the class has the higher score, over all; in one bin half. */
  double auc() {
    double below = 0;
    double wins = 0;
    for (int bin = 0; bin < bins.count(); bin++) {
      wins += with[bin] * (below + without[bin] / 2);
      below += without[bin];
    }
    return clamp(wins / (sum(with) * below));
  }

  /** Share of records on the right side of even odds. */
  double accuracy() {
    double right = 0;
    for (int bin = 0; bin < bins.count(); bin++) {
      right += 2 * bin >= bins.count() ? with[bin] : without[bin];
    }
    return clamp(right / (sum(with) + sum(without)));
  }

  /**
   * Expected calibration error over neighbouring bins joined until their total stands out of the
   * noise: the mean distance between predicted and counted share.
   *
   * @param scale of the noise of each count
   * @param cells counts that each count here is the sum of
   */
  double calibrationError(double scale, int cells) {
    double off = 0;
    double total = 0;
    double positives = 0;
    double predicted = 0;
    int joined = 0;
    for (int bin = 0; bin < bins.count(); bin++) {
      double here = with[bin] + without[bin];
      total += here;
      positives += with[bin];
      predicted += here * bins.probability(bin);
      joined++;
      boolean enough = total > 2 * lost(scale, 2 * joined * cells);
      if (enough || bin == bins.count() - 1) {
        off += Math.abs(positives - predicted);
        total = 0;
        positives = 0;
        predicted = 0;
        joined = 0;
      }
    }
    return clamp(off / (sum(with) + sum(without)));
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(1, share));
  }
}
