package dev.lethe.training;

/** Public bins of scores: of the same width in log-odds from -6 to 6, the outermost open. */
final class ScoreBins {
  private static final double REACH = 6;

  private final int count;

  ScoreBins(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  /** The bin of a score; half of the bins lie on each side of even odds. */
  int of(double logOdds) {
    double position = (logOdds + REACH) / (2 * REACH) * count;
    return (int) Math.max(0, Math.min(count - 1, Math.floor(position)));
  }

  /** The probability at a bin's middle. */
  double probability(int bin) {
    double middle = (bin + 0.5) / count * 2 * REACH - REACH;
    return 1 / (1 + Math.exp(-middle));
  }
}
