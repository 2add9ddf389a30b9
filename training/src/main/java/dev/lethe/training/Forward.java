package dev.lethe.training;

import dev.lethe.spec.ImageExtent;
import dev.lethe.spec.ModelSpec;
import dev.lethe.training.djl.Network;
import java.util.Arrays;

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
      if (layer instanceof Network.Affine affine) {
        x = activate(affine.activation(), affine(network.parameters().get(affine.parameter()), x));
      } else if (layer instanceof Network.Convolved convolved) {
        x = activate(convolved.activation(), convolve(convolved, x));
      } else if (layer instanceof Network.Pooled pooled) {
        x = maximum(pooled, x);
      }
    }
    return x;
  }

  private static double[] activate(Network.Activation activation, double[] x) {
    for (int j = 0; j < x.length; j++) {
      x[j] =
          switch (activation) {
            case IDENTITY -> x[j];
            case TANH -> Math.tanh(x[j]);
            case RELU -> Math.max(0, x[j]);
          };
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

  private double[] convolve(Network.Convolved layer, double[] x) {
    Network.Parameter p = network.parameters().get(layer.parameter());
    ModelSpec.Convolution convolution = layer.convolution();
    ImageExtent in = layer.image();
    ImageExtent out = in.after(convolution);
    int side = convolution.kernel();
    double[] y = new double[out.size()];
    int at = 0;
    for (int filter = 0; filter < out.channels(); filter++) {
      for (int row = 0; row < out.rows(); row++) {
        for (int column = 0; column < out.columns(); column++) {
          double sum = parameters[p.biasOffset() + filter];
          int top = row * convolution.stride() - convolution.padding();
          int left = column * convolution.stride() - convolution.padding();
          for (int channel = 0; channel < in.channels(); channel++) {
            for (int i = Math.max(0, -top); i < Math.min(side, in.rows() - top); i++) {
              int weights = p.offset() + ((filter * in.channels() + channel) * side + i) * side;
              int pixels = (channel * in.rows() + top + i) * in.columns() + left;
              for (int j = Math.max(0, -left); j < Math.min(side, in.columns() - left); j++) {
                sum += parameters[weights + j] * x[pixels + j];
              }
            }
          }
          y[at++] = sum;
        }
      }
    }
    return y;
  }

  private static double[] maximum(Network.Pooled layer, double[] x) {
    ImageExtent in = layer.image();
    ImageExtent out = in.after(layer.pool());
    double[] y = new double[out.size()];
    Arrays.fill(y, Double.NEGATIVE_INFINITY);
    int at = 0;
    for (int channel = 0; channel < out.channels(); channel++) {
      for (int row = 0; row < out.rows(); row++) {
        for (int column = 0; column < out.columns(); column++) {
          for (int i = 0; i < layer.pool().size(); i++) {
            int pixels =
                (channel * in.rows() + row * layer.pool().stride() + i) * in.columns()
                    + column * layer.pool().stride();
            for (int j = 0; j < layer.pool().size(); j++) {
              y[at] = Math.max(y[at], x[pixels + j]);
            }
          }
          at++;
        }
      }
    }
    return y;
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
