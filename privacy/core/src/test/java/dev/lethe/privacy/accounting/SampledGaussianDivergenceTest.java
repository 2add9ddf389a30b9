package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The closed forms against numerical quadrature of the definition, in both directions. */
final class SampledGaussianDivergenceTest {
  private static final double[] RATES = {1e-4, 0.003, 0.01, 0.2, 0.5, 0.9, 0.999};
  private static final double[] SIGMAS = {0.35, 0.6, 1, 2.5, 20};
  private static final double[] ORDERS = {
    1.01, 1.1, 1.5, 1.999, 2, 2.001, 3, 3.7, 8, 8.25, 15.5, 32, 63.75, 100.5
  };

  @Test
  void equalsTheQuadratureAndIsNeverBelowIt() {
    for (double q : RATES) {
      for (double sigma : SIGMAS) {
        SampledGaussianDivergence divergence = new SampledGaussianDivergence(q, sigma);
        for (double order : ORDERS) {
          double removed = quadrature(q, sigma, order, order);
          double added = quadrature(q, sigma, order, 1 - order);
          assertThat(divergence.at(order))
              .as("q %s sigma %s order %s", q, sigma, order)
              .isGreaterThanOrEqualTo(Math.max(removed, added) * (1 - 1e-11))
              .isLessThanOrEqualTo(removed * (1 + 1e-7) + 1e-12 / (order - 1));
        }
      }
    }
  }

  @Test
  void growsWithTheOrderAcrossAllItsFormulas() {
    for (double q : new double[] {1e-9, 1e-3, 0.3}) {
      for (double sigma : new double[] {0.3, 1, 50}) {
        SampledGaussianDivergence divergence = new SampledGaussianDivergence(q, sigma);
        double before = 0;
        for (double order = 1.5; order < 70_000; order *= 1.083) {
          double now = divergence.at(order);
          assertThat(now).isGreaterThanOrEqualTo(before * (1 - 1e-9) - 1e-12);
          before = now;
        }
      }
    }
  }

  @Test
  void nearlyVanishesWhereTheFirstTermOfTheMomentDoes() {
    // A - 1 = alpha (alpha - 1) / 2 q^2 (e^(1 / sigma^2) - 1) up to a relative q alpha.
    double q = 1e-9;
    double expected = 4.0 / 2 * q * q * Math.expm1(1);
    assertThat(new SampledGaussianDivergence(q, 1).at(4) / expected).isBetween(1.0, 1 + 1e-6);
  }

  /**
   * {@code log E[(1 + x)^power] / (order - 1)} under N(0, sigma^2) with {@code x = q (L - 1)}, by
   * the trapezoidal rule; as E[x] = 0, the expectation less 1 is that of {@code (1 + x)^power - 1 -
   * power x}, which loses nothing where it is small.
   */
  private static double quadrature(double q, double sigma, double order, double power) {
    double step = sigma / 64;
    double from = -30 * sigma;
    long points = Math.round((Math.max(order, 1) + 60 * sigma) / step);
    double sum = 0;
    double lost = 0;
    double scale = 0;
    for (int pass = 0; pass < 2; pass++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (long i = 0; i <= points; i++) {
        double z = from + i * step;
        double logRatio = (2 * z - 1) / (2 * sigma * sigma);
        double log = logConvex(q, logRatio, power) - z * z / (2 * sigma * sigma);
        largest = Math.max(largest, log);
        if (pass == 1 && log > scale - 60) {
          double add = Math.exp(log - scale) - lost;
          double next = sum + add;
          lost = (next - sum) - add;
          sum = next;
        }
      }
      scale = largest;
    }
    double logExcess = scale + Math.log(sum * step / (sigma * Math.sqrt(2 * Math.PI)));
    double logMoment = logExcess > 30 ? logExcess : Math.log1p(Math.exp(logExcess));
    return logMoment / (order - 1);
  }

  private static double logConvex(double q, double logRatio, double p) {
    if (logRatio > 500) {
      double logX = Math.log(q) + logRatio;
      return p > 1 ? p * logX : Math.log(-p) + logX;
    }
    double x = q * Math.expm1(logRatio);
    if (Math.abs(x) < 1e-3) {
      double series = 1;
      for (int k = 12; k > 2; k--) {
        series = 1 + (p - k + 1) / k * x * series;
      }
      return Math.log(p * (p - 1) / 2 * x * x * series);
    }
    double logPower = p * Math.log1p(x);
    return logPower > 600 ? logPower : Math.log(Math.expm1(logPower) - p * x);
  }
}
