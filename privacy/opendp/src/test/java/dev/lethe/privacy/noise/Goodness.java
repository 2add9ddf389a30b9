package dev.lethe.privacy.noise;

import dev.lethe.privacy.mechanism.NoiseSource;

/**
 * How well draws fit the rounded normal. Every limit is one that a sampler of the right law passes
 * but for a chance of 1e-9: Laurent and Massart's bound for chi-square, Gaussian tails for sums.
 */
final class Goodness {
  private static final int CHUNK = 1 << 16;
  private static final double LOG_FALSE_ALARM = Math.log(1e9);

  private Goodness() {}

  /** Draws of a source, sorted into bins of a public width, with what the tests of moments need. */
  static final class Sample {
    final long[] counts;
    final double[] powers = new double[5];
    double neighbours;
    long beyondFour;
    final long draws;
    final double s;
    final double width;

    Sample(NoiseSource noise, double s, long draws) {
      this.s = s;
      this.draws = draws;
      width = Math.max(1, Math.floor(s / 8));
      counts = new long[2 * (int) Math.ceil(3.5 * s / width) + 1];
      for (long left = draws; left > 0; left -= CHUNK) {
        long[] chunk = new long[(int) Math.min(CHUNK, left)];
        noise.fillRoundedGaussian(s, chunk);
        add(chunk);
      }
    }

    private void add(long[] chunk) {
      int middle = counts.length / 2;
      for (int i = 0; i < chunk.length; i++) {
        long bin = Math.floorDiv(2 * chunk[i] + (long) width, 2 * (long) width);
        counts[(int) Math.max(0, Math.min(counts.length - 1, bin + middle))]++;
        double z = chunk[i] / s;
        powers[1] += z;
        powers[2] += z * z;
        powers[3] += z * z * z;
        powers[4] += z * z * z * z;
        neighbours += i % 2 == 0 ? 0 : z * chunk[i - 1] / s;
        beyondFour += Math.abs(z) > 4 ? 1 : 0;
      }
    }

    double moment(int power) {
      return powers[power] / draws;
    }

    /** Chi-square against the exact probabilities of the bins. */
    double chiSquare() {
      double chiSquare = 0;
      double below = 0;
      for (int i = 0; i < counts.length; i++) {
        double end = i == counts.length - 1 ? 1 : normal(firstAfter(i - counts.length / 2) / s);
        double expected = (end - below) * draws;
        chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        below = end;
      }
      return chiSquare;
    }

    /**
     * The half-integer that parts a bin from the next: bins hold the integers nearest to theirs.
     */
    private double firstAfter(int bin) {
      return Math.ceil((bin + 0.5) * width) - 0.5;
    }

    /** Chi-square of two samples of one size having one law. */
    double chiSquareAgainst(Sample other) {
      double chiSquare = 0;
      for (int i = 0; i < counts.length; i++) {
        double difference = counts[i] - other.counts[i];
        chiSquare += difference * difference / (counts[i] + other.counts[i]);
      }
      return chiSquare;
    }

    double freedom() {
      return counts.length - 1.0;
    }

    /** Expected number of draws beyond four deviations. */
    double expectedBeyondFour() {
      double first = Math.floor(4 * s) + 0.5;
      return 2 * (1 - normal(first / s)) * draws;
    }
  }

  static double mostChiSquare(double freedom) {
    return freedom + 2 * Math.sqrt(freedom * LOG_FALSE_ALARM) + 2 * LOG_FALSE_ALARM;
  }

  static double leastChiSquare(double freedom) {
    return freedom - 2 * Math.sqrt(freedom * LOG_FALSE_ALARM);
  }

  /** The normal distribution function by its series about 0, good to 1e-13 here. */
  private static double normal(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 300; n++) {
      term *= x * x / (2 * n + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
