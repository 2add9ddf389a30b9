package dev.lethe.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import java.util.Arrays;

/**
 * The clipped sum by the plainest way there is: the engine's own gradients of the parameters, one
 * unit at a time. It shares no code with the real path but the description of the network.
 */
final class Oracle {
  private final DjlEngine engine;
  private final RandomCase test;

  Oracle(DjlEngine engine, RandomCase test) {
    this.engine = engine;
    this.test = test;
  }

  double[] clippedSum(double norm) {
    double[] sum = new double[test.network().dimension()];
    for (int unit = 0; unit < test.data().units(); unit++) {
      double[] gradient = gradient(unit);
      double weight = Math.min(1, Math.min(norm / norm(gradient), 4 * norm / mass(unit)));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * gradient[i];
      }
    }
    return sum;
  }

  static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
  }

  /** The gradient of the unit's summed loss, tied parameters once. */
  private double[] gradient(int unit) {
    Network network = test.network();
    double[] flat = new double[network.dimension()];
    double[][][] parts = backward(test.data().firstRow(unit), test.data().rowsOf(unit), true);
    for (int i = 0; i < network.parameters().size(); i++) {
      copy(parts[i], flat, network.parameters().get(i));
    }
    return flat;
  }

  /** Each record and each use alone: there, |activation||output gradient| is a gradient's norm. */
  private double mass(int unit) {
    Network network = test.network();
    double[] weights = new double[network.parameters().size()];
    double[] biases = new double[network.parameters().size()];
    for (int r = 0; r < test.data().rowsOf(unit); r++) {
      double[][][] parts = backward(test.data().firstRow(unit) + r, 1, false);
      for (int l = 0; l < network.layers().size(); l++) {
        weights[network.layers().get(l).parameter()] += norm(parts[l][0]);
        biases[network.layers().get(l).parameter()] += norm(parts[l][1]);
      }
    }
    return Math.hypot(norm(weights), norm(biases));
  }

  private static void copy(double[][] part, double[] flat, Network.Parameter p) {
    System.arraycopy(part[0], 0, flat, p.offset(), part[0].length);
    System.arraycopy(part[1], 0, flat, p.biasOffset(), part[1].length);
  }

  /** Gradients of weights and bias, per parameter where tied, per layer where not. */
  private double[][][] backward(int firstRow, int rows, boolean tied) {
    Network network = test.network();
    int copies = tied ? network.parameters().size() : network.layers().size();
    NDArray[] weights = new NDArray[copies];
    NDArray[] biases = new NDArray[copies];
    try (NDManager m = engine.newManager();
        GradientCollector collector = engine.engine().newGradientCollector()) {
      for (int c = 0; c < copies; c++) {
        Network.Parameter p = tied ? network.parameters().get(c) : network.parameter(c);
        weights[c] =
            m.create(
                Arrays.copyOfRange(test.parameters(), p.offset(), p.biasOffset()),
                new Shape(p.outputs(), p.inputs()));
        biases[c] =
            m.create(
                Arrays.copyOfRange(
                    test.parameters(), p.biasOffset(), p.biasOffset() + p.outputs()));
        weights[c].setRequiresGradient(true);
        biases[c].setRequiresGradient(true);
      }
      int width = network.inputs();
      NDArray x =
          m.create(
              Arrays.copyOfRange(
                  test.data().features(), firstRow * width, (firstRow + rows) * width),
              new Shape(rows, width));
      for (int l = 0; l < network.layers().size(); l++) {
        int c = tied ? network.layers().get(l).parameter() : l;
        x = x.matMul(weights[c].transpose()).add(biases[c]);
        x =
            switch (network.layers().get(l).activation()) {
              case IDENTITY -> x;
              case TANH -> Activation.tanh(x);
              case RELU -> Activation.relu(x);
            };
      }
      collector.backward(loss(m, x, firstRow, rows));
      double[][][] parts = new double[copies][2][];
      for (int c = 0; c < copies; c++) {
        parts[c][0] = doubles(weights[c].getGradient().toFloatArray());
        parts[c][1] = doubles(biases[c].getGradient().toFloatArray());
      }
      return parts;
    }
  }

  private NDArray loss(NDManager m, NDArray logits, int firstRow, int rows) {
    int[] labels = Arrays.copyOfRange(test.data().labels(), firstRow, firstRow + rows);
    if (test.network().outputs() == 1) {
      float[] signs = new float[rows];
      for (int r = 0; r < rows; r++) {
        signs[r] = labels[r] == 1 ? -1 : 1;
      }
      return Activation.softPlus(logits.mul(m.create(signs, new Shape(rows, 1)))).sum();
    }
    float[] oneHot = new float[rows * test.network().outputs()];
    for (int r = 0; r < rows; r++) {
      oneHot[r * test.network().outputs() + labels[r]] = 1;
    }
    NDArray hot = m.create(oneHot, new Shape(rows, test.network().outputs()));
    NDArray total = logits.exp().sum(new int[] {1}).log();
    return total.sum().sub(logits.mul(hot).sum());
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
