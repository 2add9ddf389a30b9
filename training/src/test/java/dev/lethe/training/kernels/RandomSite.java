package dev.lethe.training.kernels;

import java.util.SplittableRandom;

/** Random units and weights: empty units, units of one position, units left out. */
final class RandomSite {
  private RandomSite() {}

  static Units units(SplittableRandom random, int most, int mostPositions) {
    int[] starts = new int[2 + random.nextInt(most)];
    starts[0] = random.nextInt(3);
    for (int u = 1; u < starts.length; u++) {
      starts[u] = starts[u - 1] + random.nextInt(mostPositions + 1);
    }
    return Units.of(starts);
  }

  static double[] weights(SplittableRandom random, int count) {
    double[] weights = new double[count];
    for (int u = 0; u < count; u++) {
      weights[u] = random.nextInt(4) == 0 ? 0 : random.nextDouble();
    }
    return weights;
  }

  /** Ascending boundaries of parts of [0, length), some of them empty. */
  static int[] parts(SplittableRandom random, int length) {
    int[] parts = new int[2 + random.nextInt(4)];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = random.nextInt(length + 1);
    }
    java.util.Arrays.sort(parts);
    return parts;
  }
}
