package dev.lethe.training.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;
import dev.lethe.spec.ImageExtent;
import dev.lethe.spec.ModelSpec;
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
      double weight = Math.min(1, norm / norm(gradient));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * gradient[i];
      }
    }
    return sum;
  }

  static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
  }

  /** The gradient of the unit's summed loss. */
  private double[] gradient(int unit) {
    Network network = test.network();
    double[] flat = new double[network.dimension()];
    double[][][] parts = backward(test.data().firstRow(unit), test.data().rowsOf(unit));
    for (int i = 0; i < network.parameters().size(); i++) {
      copy(parts[i], flat, network.parameters().get(i));
    }
    return flat;
  }

  private static void copy(double[][] part, double[] flat, Network.Parameter p) {
    System.arraycopy(part[0], 0, flat, p.offset(), part[0].length);
    System.arraycopy(part[1], 0, flat, p.biasOffset(), part[1].length);
  }

  /** Gradients of weights and bias of each parameter. */
  private double[][][] backward(int firstRow, int rows) {
    Network network = test.network();
    int count = network.parameters().size();
    NDArray[] weights = new NDArray[count];
    NDArray[] biases = new NDArray[count];
    try (NDManager m = engine.newManager();
        GradientCollector collector = engine.engine().newGradientCollector()) {
      for (int c = 0; c < count; c++) {
        Network.Parameter p = network.parameters().get(c);
        weights[c] = m.create(Arrays.copyOfRange(test.parameters(), p.offset(), p.biasOffset()));
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
      for (Network.Layer layer : network.layers()) {
        x = forward(layer, x, weights, biases);
      }
      collector.backward(loss(m, x, firstRow, rows));
      double[][][] parts = new double[count][2][];
      for (int c = 0; c < count; c++) {
        parts[c][0] = doubles(weights[c].getGradient().toFloatArray());
        parts[c][1] = doubles(biases[c].getGradient().toFloatArray());
      }
      return parts;
    }
  }

  private NDArray forward(Network.Layer layer, NDArray x, NDArray[] weights, NDArray[] biases) {
    long rows = x.getShape().get(0);
    if (layer instanceof Network.Affine affine) {
      Network.Parameter p = test.network().parameters().get(affine.parameter());
      NDArray matrix = weights[affine.parameter()].reshape(p.outputs(), p.inputs());
      NDArray flat = x.reshape(rows, p.inputs());
      return activate(
          affine.activation(), flat.matMul(matrix.transpose()).add(biases[affine.parameter()]));
    }
    if (layer instanceof Network.Convolved convolved) {
      ImageExtent image = convolved.image();
      int side = convolved.convolution().kernel();
      NDArray kernel =
          weights[convolved.parameter()].reshape(
              convolved.convolution().filters(), image.channels(), side, side);
      int stride = convolved.convolution().stride();
      int padding = convolved.convolution().padding();
      NDArray images = x.reshape(rows, image.channels(), image.rows(), image.columns());
      return activate(
          convolved.activation(),
          Conv2d.conv2d(
                  images,
                  kernel,
                  biases[convolved.parameter()],
                  new Shape(stride, stride),
                  new Shape(padding, padding))
              .singletonOrThrow());
    }
    ModelSpec.Pool pool = ((Network.Pooled) layer).pool();
    return Pool.maxPool2d(
        x,
        new Shape(pool.size(), pool.size()),
        new Shape(pool.stride(), pool.stride()),
        new Shape(0, 0),
        false);
  }

  private static NDArray activate(Network.Activation activation, NDArray x) {
    return switch (activation) {
      case IDENTITY -> x;
      case TANH -> Activation.tanh(x);
      case RELU -> Activation.relu(x);
    };
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
