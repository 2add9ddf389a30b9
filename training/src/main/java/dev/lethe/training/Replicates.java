package dev.lethe.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * How far figures of noisy counts would spread if noise and people were drawn anew, by drawing both
 * again on top of what was released. The draws are of a public generator with a fixed seed: they
 * protect nothing, and everyone gets the same range.
 */
final class Replicates {
  private static final int COUNT = 400;
  private static final long SEED = 20;

  private Replicates() {}

  /**
   * @param counts released counts
   * @param used which of them have noise at all
   * @param scale scale of the Laplace noise of each
   * @param cells noisy counts that each of these is the sum of
   */
  static List<double[]> of(double[] counts, boolean[] used, double scale, int cells) {
    Random random = new Random(SEED);
    List<double[]> again = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      double[] copy = counts.clone();
      for (int at = 0; at < copy.length; at++) {
        if (!used[at]) {
          continue;
        }
        copy[at] += Math.sqrt(Math.max(0, counts[at])) * random.nextGaussian();
        for (int cell = 0; cell < cells; cell++) {
          copy[at] += scale * laplace(random);
        }
      }
      again.add(copy);
    }
    return again;
  }

  private static double laplace(Random random) {
    double size = -Math.log(1 - random.nextDouble());
    return random.nextBoolean() ? size : -size;
  }

  /**
   * A figure with its range: the spread of the replicates about their mean, moved to the figure.
   */
  static ChargedMetric range(
      String name,
      Optional<String> group,
      double[] counts,
      List<double[]> again,
      ToDoubleFunction<double[]> figure) {
    double value = figure.applyAsDouble(counts);
    double[] values = again.stream().mapToDouble(figure).sorted().toArray();
    double mean = Arrays.stream(values).average().orElse(value);
    double low = values[(int) (0.025 * COUNT)];
    double high = values[(int) (0.975 * COUNT) - 1];
    return new ChargedMetric(
        name,
        group,
        value,
        Math.max(0, Math.min(value, value + low - mean)),
        Math.min(1, Math.max(value, value + high - mean)));
  }
}
