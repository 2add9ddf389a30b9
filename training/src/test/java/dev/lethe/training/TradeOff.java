package dev.lethe.training;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.SelfComposed;

/**
 * The most that any test of an event's neighbours can achieve, never below the truth: the privacy
 * losses of its worst pair are put on a grid, each rounded up, and convolved.
 */
final class TradeOff {
  private static final double CELL = 0.005;
  private static final double LEAST_EPSILON = -6;
  private static final double EPSILON_STEP = 0.05;
  private static final int EPSILONS = 400;

  private final double[] delta = new double[EPSILONS];

  private TradeOff() {}

  /** Of a self-composed, Poisson-sampled Gaussian; other events are refused. */
  static TradeOff of(SelfComposed event) {
    if (!(event.event() instanceof PoissonSampled sampled)
        || !(sampled.event() instanceof Gaussian gaussian)) {
      throw new IllegalArgumentException("no trade-off is known here for " + event);
    }
    double q = sampled.samplingRate();
    double z = gaussian.noiseMultiplier();
    int offset = (int) Math.ceil(-Math.log1p(-q) / CELL) + 2;
    double[] one = lossesOfOneStep(q, z, offset);
    double[] all = {1};
    for (int step = 0; step < event.count(); step++) {
      all = convolve(all, one);
    }
    TradeOff tradeOff = new TradeOff();
    for (int e = 0; e < EPSILONS; e++) {
      double epsilon = epsilon(e);
      for (int i = 0; i < all.length; i++) {
        double loss = (i - event.count() * (double) offset) * CELL;
        if (loss > epsilon) {
          tradeOff.delta[e] += all[i] * -Math.expm1(epsilon - loss);
        }
      }
    }
    return tradeOff;
  }

  /** The largest chance of a true alarm at this chance of a false one. */
  double mostTrueAlarms(double falseAlarms) {
    double most = 1;
    for (int e = 0; e < EPSILONS; e++) {
      most = Math.min(most, delta[e] + Math.exp(epsilon(e)) * falseAlarms);
    }
    return most;
  }

  /** The log of the likelihood ratio at u sensitivities, with the unit over without it. */
  static double loss(double q, double z, double u) {
    return Math.log1p(q * Math.expm1((2 * u - 1) / (2 * z * z)));
  }

  private static double epsilon(int index) {
    return LEAST_EPSILON + index * EPSILON_STEP;
  }

  private static double[] lossesOfOneStep(double q, double z, int offset) {
    double from = -12 * z;
    double until = 1 + 12 * z;
    double[] mass = new double[offset + (int) Math.ceil(loss(q, z, until) / CELL) + 2];
    int cells = 400_000;
    double width = (until - from) / cells;
    for (int i = 0; i < cells; i++) {
      double u = from + (i + 0.5) * width;
      double density = (1 - q) * density(u, z) + q * density(u - 1, z);
      // The loss at the cell's upper end: it grows with u.
      int up = (int) Math.ceil(loss(q, z, u + width / 2) / CELL);
      mass[offset + up] += density * width;
    }
    return mass;
  }

  private static double density(double u, double z) {
    return Math.exp(-u * u / (2 * z * z)) / (z * Math.sqrt(2 * Math.PI));
  }

  private static double[] convolve(double[] a, double[] b) {
    double[] sum = new double[a.length + b.length - 1];
    for (int i = 0; i < a.length; i++) {
      if (a[i] > 0) {
        for (int j = 0; j < b.length; j++) {
          sum[i + j] += a[i] * b[j];
        }
      }
    }
    return sum;
  }
}
