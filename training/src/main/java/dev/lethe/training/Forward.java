package dev.lethe.training;

import dev.lethe.training.djl.Network;

/** The network's outputs in plain Java, so that a model can be used without the tensor engine. */
final class Forward {
  private final Network network;
  private final float[] parameters;

  Forward(Network network, float[] parameters) {
    this.network = network;
    this.parameters = parameters;
  }

  /**
   * @param rows row-major inputs
   * @param row which row
   */
  double[] logits(float[] rows, int row) {
    double[] x = new double[network.inputs()];
    int from = Math.multiplyExact(row, network.inputs());
    for (int i = 0; i < x.length; i++) {
      x[i] = rows[from + i];
    }
    for (Network.Layer layer : network.layers()) {
      x = affine(network.parameters().get(layer.parameter()), x);
      for (int j = 0; j < x.length; j++) {
        x[j] =
            switch (layer.activation()) {
              case IDENTITY -> x[j];
              case TANH -> Math.tanh(x[j]);
              case RELU -> Math.max(0, x[j]);
            };
      }
    }
    return x;
  }

  private double[] affine(Network.Parameter p, double[] x) {
    double[] out = new double[p.outputs()];
    for (int j = 0; j < out.length; j++) {
      double sum = parameters[p.biasOffset() + j];
      int from = p.offset() + j * p.inputs();
      for (int i = 0; i < x.length; i++) {
        sum += parameters[from + i] * x[i];
      }
      out[j] = sum;
    }
    return out;
  }

  /** Log-probability of every class; two classes where the network has a single logit. */
  static double[] logProbabilities(double[] logits) {
    if (logits.length == 1) {
      return new double[] {-softplus(logits[0]), -softplus(-logits[0])};
    }
    double most = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      most = Math.max(most, logit);
    }
    double total = 0;
    for (double logit : logits) {
      total += Math.exp(logit - most);
    }
    double[] result = new double[logits.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = logits[i] - most - Math.log(total);
    }
    return result;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }
}
