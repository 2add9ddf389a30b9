package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.TrialCount;
import dev.lethe.privacy.event.TrialCount.NegativeBinomial;
import dev.lethe.privacy.event.TrialCount.Poisson;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds the release of the best of a random, hidden number of trials.
 *
 * <p>For the truncated negative binomial law, theorem 2 of Papernot and Steinke 2022: {@code D(a) +
 * (1 + eta) ((1 - 1 / b) D(b) + log(1 / gamma) / b) + log E[K] / (a - 1)}, for every free order b.
 * For the Poisson law, their theorem 6, with the chance of no trial as a term of its own: {@code
 * log(e^-m + m exp((a - 1) (D(a) + m d))) / (a - 1)}, where a trial is {@code (log(a / (a - 1)),
 * d)}-private.
 */
final class SelectedBestDivergence implements Divergence {
  private static final double MARGIN = 1 + 0x1p-40;

  private final Divergence trial;
  private final TrialCount trials;
  private final double[] freeOrders = freeOrders();
  private final double[] atFreeOrders;

  SelectedBestDivergence(Divergence trial, TrialCount trials) {
    this.trial = trial;
    this.trials = trials;
    this.atFreeOrders = java.util.Arrays.stream(freeOrders).map(trial::at).toArray();
  }

  /** The expected number of trials, rounded up. */
  static double expectedTrials(TrialCount trials) {
    if (trials instanceof Poisson poisson) {
      return poisson.mean();
    }
    NegativeBinomial law = (NegativeBinomial) trials;
    double logGamma = StrictMath.log(law.continuation());
    double odds = (1 - law.continuation()) / law.continuation();
    double exponent = law.shape() * logGamma;
    double perOdds =
        Math.abs(exponent) < 1e-9
            ? (1 + Math.abs(exponent)) / -logGamma
            : law.shape() / -StrictMath.expm1(exponent);
    return Math.max(1, odds * perOdds) * MARGIN;
  }

  @Override
  public double at(double order) {
    double bound =
        trials instanceof NegativeBinomial law
            ? negativeBinomial(law, order)
            : poisson(((Poisson) trials).mean(), order);
    return bound >= 0 ? bound * MARGIN + 1e-290 : Double.POSITIVE_INFINITY;
  }

  private double negativeBinomial(NegativeBinomial law, double order) {
    double logInverse = -StrictMath.log(law.continuation());
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < freeOrders.length; i++) {
      double free = freeOrders[i];
      double price = (1 - 1 / free) * atFreeOrders[i] + logInverse / free;
      least = Math.min(least, price);
    }
    return trial.at(order)
        + (1 + law.shape()) * least
        + StrictMath.log(expectedTrials(law)) / (order - 1);
  }

  private double poisson(double mean, double order) {
    double failure = deltaOfTrial(StrictMath.log1p(1 / (order - 1)) * (1 - 0x1p-40));
    double log = StrictMath.log(mean) + (order - 1) * (trial.at(order) + mean * failure);
    double most = Math.max(-mean, log);
    double sum = most + StrictMath.log1p(StrictMath.exp(-Math.abs(log + mean)));
    double size = Math.abs(StrictMath.log(mean)) + Math.abs(log) + mean + 1;
    return Math.max(0, sum + 0x1p-48 * size) / (order - 1);
  }

  /** The least delta that a free order proves for one trial at epsilon, rounded up. */
  private double deltaOfTrial(double epsilon) {
    double least = 1;
    for (int i = 0; i < freeOrders.length; i++) {
      least = Math.min(least, RenyiCurve.deltaAt(freeOrders[i], atFreeOrders[i], epsilon));
    }
    return least;
  }

  private static double[] freeOrders() {
    List<Double> orders = new ArrayList<>();
    for (double excess = 0x1p-10; excess <= 0x1p16; excess *= 1.12) {
      double order = 1 + excess;
      orders.add(order < 64 ? order : Math.rint(order));
    }
    orders.add(1e12);
    return orders.stream().mapToDouble(order -> order).toArray();
  }
}
