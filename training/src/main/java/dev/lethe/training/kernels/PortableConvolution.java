package dev.lethe.training.kernels;

/** The weights' gradient of a convolution, one tap after the other. */
final class PortableConvolution {
  private final Convolution geometry;

  PortableConvolution(Convolution geometry) {
    this.geometry = geometry;
  }

  /** The sum over a unit's rows, in the order of the weights. */
  double[] weights(float[][] inputs, float[][] gradients) {
    Convolution c = geometry;
    double[] sums = new double[c.weights()];
    int perGroup = c.inputs() / c.groups();
    int outputsPerGroup = c.outputs() / c.groups();
    int at = 0;
    for (int o = 0; o < c.outputs(); o++) {
      int firstInput = o / outputsPerGroup * perGroup;
      for (int i = firstInput; i < firstInput + perGroup; i++) {
        for (int d = 0; d < c.depth().kernel(); d++) {
          for (int h = 0; h < c.height().kernel(); h++) {
            for (int w = 0; w < c.width().kernel(); w++) {
              for (int r = 0; r < inputs.length; r++) {
                sums[at] += tap(inputs[r], i, gradients[r], o, d, h, w);
              }
              at++;
            }
          }
        }
      }
    }
    return sums;
  }

  /** What one tap gives in one row: products of outputs and the inputs it sees. */
  private double tap(float[] x, int input, float[] g, int output, int d, int h, int w) {
    Convolution.Axis depth = geometry.depth();
    Convolution.Axis height = geometry.height();
    double sum = 0;
    for (int od = 0; od < depth.outputs(); od++) {
      int id = seen(depth, od, d);
      if (id < 0 || id >= depth.size()) {
        continue;
      }
      for (int oh = 0; oh < height.outputs(); oh++) {
        int ih = seen(height, oh, h);
        if (ih >= 0 && ih < height.size()) {
          sum +=
              line(
                  x,
                  ((input * depth.size() + id) * height.size() + ih) * geometry.width().size(),
                  g,
                  ((output * depth.outputs() + od) * height.outputs() + oh)
                      * geometry.width().outputs(),
                  w);
        }
      }
    }
    return sum;
  }

  private double line(float[] x, int xAt, float[] g, int gAt, int w) {
    Convolution.Axis width = geometry.width();
    double sum = 0;
    for (int o = 0; o < width.outputs(); o++) {
      int i = seen(width, o, w);
      if (i >= 0 && i < width.size()) {
        sum += (double) g[gAt + o] * x[xAt + i];
      }
    }
    return sum;
  }

  private static int seen(Convolution.Axis axis, int output, int tap) {
    return output * axis.stride() - axis.padding() + tap * axis.dilation();
  }
}
