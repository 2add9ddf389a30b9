package dev.lethe.spec;

import dev.lethe.privacy.event.TrialCount;
import dev.lethe.privacy.event.TrialCount.NegativeBinomial;
import dev.lethe.privacy.event.TrialCount.Poisson;

/**
 * How many trials a search runs: a law and its mean, and never a number.
 *
 * @param law the law
 * @param mean expected number of trials, above 1 but for the Poisson law
 * @param shape of the truncated negative binomial law: 1 if geometric, 0 if logarithmic; 0 and
 *     without meaning for the Poisson law
 */
public record SearchTrials(TrialLaw law, double mean, double shape) {

  /** The law that an accountant prices and a sampler draws from. */
  public TrialCount count() {
    return switch (law) {
      case POISSON -> new Poisson(mean);
      case GEOMETRIC -> new NegativeBinomial(1, 1 / mean);
      case LOGARITHMIC -> new NegativeBinomial(0, continuation(0));
      case NEGATIVE_BINOMIAL -> new NegativeBinomial(shape, continuation(shape));
    };
  }

  /** The gamma of this mean, near enough: the law that results is the one that is priced. */
  private double continuation(double eta) {
    double low = -60; // of log gamma
    double high = -1e-12;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (new NegativeBinomial(eta, Math.exp(middle)).mean() > mean) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(high);
  }

  /** The mean of the law that results, rounded up by more than its formula can err. */
  public double mostExpected() {
    return count().mean() * (1 + 1e-6);
  }
}
