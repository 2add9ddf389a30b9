package dev.lethe.training.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedSumTest {

  @Test
  void staysWithinTheProvenDistanceOfTheExactSum() {
    Random random = new Random(4);
    int rows = 203;
    Network network =
        Network.chain(
            List.of(new int[] {3, 2}), List.of(new Network.Layer(0, Network.Activation.IDENTITY)));
    float[] activations = floats(random, rows * 4);
    float[] gradients = floats(random, rows * 2);
    double[] weights = new double[rows];
    for (int r = 0; r < rows; r++) {
      weights[r] = r % 9 == 0 ? 0 : random.nextDouble();
    }
    gradients[0] = Float.NaN;
    RowTrace trace =
        new RowTrace(
            new float[][] {activations}, new float[][] {gradients}, new int[] {4}, new int[] {2});
    WeightedSum sum = new WeightedSum(network);
    sum.add(trace, weights, 100);
    sum.add(rest(trace, 100), Arrays.copyOfRange(weights, 100, rows), rows - 100);
    for (int j = 0; j < 2; j++) {
      for (int i = 0; i < 4; i++) {
        BigDecimal exact = BigDecimal.ZERO;
        BigDecimal mass = BigDecimal.ZERO;
        for (int r = 0; r < rows; r++) {
          if (weights[r] != 0) {
            BigDecimal term =
                new BigDecimal(weights[r])
                    .multiply(new BigDecimal(gradients[2 * r + j]))
                    .multiply(i == 3 ? BigDecimal.ONE : new BigDecimal(activations[4 * r + i]));
            exact = exact.add(term);
            mass = mass.add(term.abs());
          }
        }
        double computed = sum.values()[i == 3 ? 6 + j : 3 * j + i];
        BigDecimal allowed = mass.multiply(new BigDecimal(FloatError.gamma(rows + 4)));
        assertThat(new BigDecimal(computed).subtract(exact).abs()).isLessThanOrEqualTo(allowed);
      }
    }
  }

  private static RowTrace rest(RowTrace trace, int from) {
    float[] a = trace.activations()[0];
    float[] g = trace.gradients()[0];
    return new RowTrace(
        new float[][] {Arrays.copyOfRange(a, 4 * from, a.length)},
        new float[][] {Arrays.copyOfRange(g, 2 * from, g.length)},
        trace.inputStride(),
        trace.outputStride());
  }

  private static float[] floats(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3));
    }
    return values;
  }
}
