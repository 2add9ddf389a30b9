package dev.lethe.training.kernels;

import java.util.SplittableRandom;

/**
 * Random geometries, and the gradient by the definition: from every output to the inputs it saw.
 */
final class RandomConvolution {
  private RandomConvolution() {}

  static Convolution of(SplittableRandom random) {
    int groups = 1 + random.nextInt(3);
    int axes = 1 + random.nextInt(3);
    int most = axes == 1 ? 40 : axes == 2 ? 12 : 5;
    return new Convolution(
        groups * (1 + random.nextInt(3)),
        groups * (1 + random.nextInt(axes == 1 ? 20 : 4)),
        groups,
        axes > 2 ? axis(random, most) : Convolution.Axis.NONE,
        axes > 1 ? axis(random, most) : Convolution.Axis.NONE,
        axis(random, most));
  }

  private static Convolution.Axis axis(SplittableRandom random, int most) {
    int kernel = 1 + random.nextInt(4);
    int dilation = 1 + random.nextInt(3);
    int padding = random.nextInt(3);
    int least = Math.max(1, dilation * (kernel - 1) + 1 - 2 * padding);
    return new Convolution.Axis(
        least + random.nextInt(most), kernel, 1 + random.nextInt(3), padding, dilation);
  }

  static void add(Convolution c, Rows x, Rows g, int row, Exact[] weights, Exact[] bias) {
    int inputs = c.inputs() / c.groups();
    int at = 0;
    for (int o = 0; o < c.outputs(); o++) {
      int group = o / (c.outputs() / c.groups());
      for (int d = 0; d < c.depth().outputs(); d++) {
        for (int h = 0; h < c.height().outputs(); h++) {
          for (int w = 0; w < c.width().outputs(); w++) {
            double gradient = GradientKernelsContract.value(g, row, at++);
            bias[o].add(gradient, 1);
            for (int i = 0; i < inputs; i++) {
              addTaps(c, x, row, gradient, new int[] {o, group * inputs + i, i, d, h, w}, weights);
            }
          }
        }
      }
    }
  }

  private static void addTaps(
      Convolution c, Rows x, int row, double gradient, int[] at, Exact[] weights) {
    int inputs = c.inputs() / c.groups();
    for (int kd = 0; kd < c.depth().kernel(); kd++) {
      for (int kh = 0; kh < c.height().kernel(); kh++) {
        for (int kw = 0; kw < c.width().kernel(); kw++) {
          int d = seen(c.depth(), at[3], kd);
          int h = seen(c.height(), at[4], kh);
          int w = seen(c.width(), at[5], kw);
          if (inside(c.depth(), d) && inside(c.height(), h) && inside(c.width(), w)) {
            int weight =
                (((at[0] * inputs + at[2]) * c.depth().kernel() + kd) * c.height().kernel() + kh)
                        * c.width().kernel()
                    + kw;
            int input =
                ((at[1] * c.depth().size() + d) * c.height().size() + h) * c.width().size() + w;
            weights[weight].add(gradient, GradientKernelsContract.value(x, row, input));
          }
        }
      }
    }
  }

  private static int seen(Convolution.Axis axis, int output, int tap) {
    return output * axis.stride() - axis.padding() + tap * axis.dilation();
  }

  private static boolean inside(Convolution.Axis axis, int at) {
    return at >= 0 && at < axis.size();
  }
}
