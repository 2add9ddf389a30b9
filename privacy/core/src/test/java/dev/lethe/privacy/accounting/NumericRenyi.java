package dev.lethe.privacy.accounting;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Renyi divergences by their definition: sums over points, integrals by the trapezoidal rule. */
final class NumericRenyi {
  private NumericRenyi() {}

  static double sum(double[] p, double[] q, double order) {
    double[] log = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      log[i] = order * Math.log(p[i]) + (1 - order) * Math.log(q[i]);
    }
    return logSum(log) / (order - 1);
  }

  /** Of densities given by their logarithms, over an interval outside which nothing matters. */
  static double integral(
      DoubleUnaryOperator logP, DoubleUnaryOperator logQ, double order, double from, double to) {
    int points = 16_000;
    double step = (to - from) / points;
    double[] log = new double[points + 1];
    for (int i = 0; i <= points; i++) {
      double x = from + i * step;
      log[i] = order * logP.applyAsDouble(x) + (1 - order) * logQ.applyAsDouble(x);
    }
    return (logSum(log) + Math.log(step)) / (order - 1);
  }

  /** Log density of a mixture of Gaussians of one standard deviation. */
  static DoubleUnaryOperator mixture(double[] weights, double[] means, double sigma) {
    return x -> {
      double[] log = new double[weights.length];
      for (int i = 0; i < log.length; i++) {
        log[i] = Math.log(weights[i]) - Math.pow((x - means[i]) / sigma, 2) / 2;
      }
      return logSum(log) - Math.log(sigma) - Math.log(2 * Math.PI) / 2;
    };
  }

  static double logSum(double[] log) {
    double largest = Arrays.stream(log).max().orElseThrow();
    return largest + Math.log(Arrays.stream(log).map(each -> Math.exp(each - largest)).sum());
  }
}
