package dev.lethe.training.djl;

import dev.lethe.data.UnitTable;

/** Raw sums and distances, for tests in this package. */
final class Sums {
  private Sums() {}

  static double[] of(
      DjlEngine engine, RandomCase test, double norm, int physicalBatch, int[] units) {
    try (ClippedGradients gradients =
        ClippedGradients.open(
            engine,
            test.network(),
            new ClippingRules(norm, test.maxContributions(), test.data().units(), physicalBatch))) {
      return of(gradients, test.parameters(), test.data(), units);
    }
  }

  static double[] of(ClippedGradients gradients, float[] parameters, UnitTable data, int[] units) {
    return gradients.rawSum(parameters, data, units);
  }

  static double distance(double[] one, double[] other) {
    double[] difference = new double[one.length];
    for (int i = 0; i < one.length; i++) {
      difference[i] = one[i] - other[i];
    }
    return Oracle.norm(difference);
  }
}
