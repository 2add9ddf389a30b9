package dev.lethe.data.transform;

/**
 * The wavelets of a scattering transform and its low pass, as real transfer functions on a periodic
 * grid; the same on every machine.
 *
 * <p>A wavelet of scale j and direction t is a Gabor function less its envelope, so that its mean
 * is exactly 0: the envelope is a Gaussian of deviation {@code 0.8 2^j} along t and {@code L/4}
 * times that across, and its frequency {@code (3 pi / 4) / 2^j} (Bruna and Mallat 2013; Oyallon and
 * Mallat 2015). The low pass is a Gaussian of deviation {@code 0.8 2^(J-1)}. By Poisson's formula
 * the transform of a sampled and periodised function is its own transform, aliased and sampled;
 * both are known in closed form.
 */
final class MorletBank {
  private static final double DEVIATION = 0.8;
  private static final double FREQUENCY = 0.75 * Math.PI;
  private static final int ALIASES = 4;
  private static final double NEGLIGIBLE = 100;

  private MorletBank() {}

  /** The transfer function of a wavelet, row by row. */
  static double[] wavelet(int rows, int columns, int scale, int direction, int orientations) {
    int first = Math.max(0, orientations / 2 - 1);
    double angle = (first - direction) * Math.PI / orientations;
    Envelope envelope =
        new Envelope(
            DEVIATION * (1 << scale),
            4.0 / orientations,
            StrictMath.cos(angle),
            StrictMath.sin(angle));
    double frequency = FREQUENCY / (1 << scale);
    double[] gabor = new double[rows * columns];
    double[] low = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        gabor[i * columns + j] = envelope.aliased(angular(i, rows), angular(j, columns), frequency);
        low[i * columns + j] = envelope.aliased(angular(i, rows), angular(j, columns), 0);
      }
    }
    double mean = gabor[0] / low[0];
    for (int i = 0; i < gabor.length; i++) {
      gabor[i] -= mean * low[i];
    }
    return gabor;
  }

  /** The low pass along one axis; in two dimensions it is a product of two of these. */
  static double[] lowPass(int size, int scales) {
    double deviation = DEVIATION * (1 << (scales - 1));
    double[] low = new double[size];
    for (int i = 0; i < size; i++) {
      for (int a = -ALIASES; a <= ALIASES; a++) {
        double w = deviation * (angular(i, size) + 2 * Math.PI * a);
        low[i] += StrictMath.exp(-w * w / 2);
      }
    }
    return low;
  }

  private static double angular(int index, int size) {
    int signed = 2 * index < size ? index : index - size;
    return 2 * Math.PI * signed / size;
  }

  /** The transform of a Gaussian envelope of mean 1. */
  private record Envelope(double deviation, double slant, double cos, double sin) {
    double aliased(double y, double x, double frequency) {
      double sum = 0;
      for (int a = -ALIASES; a <= ALIASES; a++) {
        for (int b = -ALIASES; b <= ALIASES; b++) {
          sum += at(y + 2 * Math.PI * a, x + 2 * Math.PI * b, frequency);
        }
      }
      return sum;
    }

    private double at(double y, double x, double frequency) {
      double along = deviation * (y * cos + x * sin - frequency);
      double across = deviation / slant * (x * cos - y * sin);
      double squared = along * along + across * across;
      return squared > NEGLIGIBLE ? 0 : StrictMath.exp(-squared / 2);
    }
  }
}
