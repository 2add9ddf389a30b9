package dev.lethe.data.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * The discrete Fourier transform of any length along the first axis of a matrix, by Stockham's
 * autosort algorithm with the factors of the length as radices. Plain double arithmetic in one
 * order: the same bits on every machine.
 */
final class AxisFourier {
  private final int vector;
  private final List<Stage> stages = new ArrayList<>();

  /**
   * One radix.
   *
   * @param radix the factor
   * @param rest length left after it
   * @param stride product of the factors before it
   * @param cos real parts of the weights, by rest, output and input
   * @param sin their imaginary parts
   */
  private record Stage(int radix, int rest, int stride, double[] cos, double[] sin) {}

  /**
   * @param length rows of the matrix
   * @param vector its columns, each transformed by itself
   */
  AxisFourier(int length, int vector) {
    this.vector = vector;
    int stride = 1;
    int left = length;
    while (left > 1) {
      int radix = left % 4 == 0 ? 4 : leastFactor(left);
      stages.add(stage(radix, left / radix, stride));
      left /= radix;
      stride *= radix;
    }
  }

  private static int leastFactor(int n) {
    for (int p = 2; (long) p * p <= n; p++) {
      if (n % p == 0) {
        return p;
      }
    }
    return n;
  }

  private static Stage stage(int radix, int rest, int stride) {
    int length = radix * rest;
    double[] cos = new double[rest * radix * radix];
    double[] sin = new double[cos.length];
    int at = 0;
    for (int q = 0; q < rest; q++) {
      for (int t = 0; t < radix; t++) {
        for (int k = 0; k < radix; k++) {
          long turns = (long) t * (k * (long) rest + q) % length;
          double angle = -2 * Math.PI * turns / length;
          cos[at] = StrictMath.cos(angle);
          sin[at++] = StrictMath.sin(angle);
        }
      }
    }
    return new Stage(radix, rest, stride, cos, sin);
  }

  void apply(ComplexBuffer x) {
    for (Stage stage : stages) {
      apply(stage, x);
      x.advance();
    }
  }

  private void apply(Stage stage, ComplexBuffer x) {
    int block = stage.stride() * vector;
    int weight = 0;
    for (int q = 0; q < stage.rest(); q++) {
      for (int t = 0; t < stage.radix(); t++) {
        int to = (stage.radix() * q + t) * block;
        for (int k = 0; k < stage.radix(); k++) {
          int from = (q + stage.rest() * k) * block;
          double c = stage.cos()[weight];
          double s = stage.sin()[weight++];
          if (k == 0) {
            set(x, from, to, block, c, s);
          } else {
            add(x, from, to, block, c, s);
          }
        }
      }
    }
  }

  private static void set(ComplexBuffer x, int from, int to, int size, double c, double s) {
    double[] re = x.re;
    double[] im = x.im;
    double[] outRe = x.nextRe;
    double[] outIm = x.nextIm;
    for (int i = 0; i < size; i++) {
      outRe[to + i] = c * re[from + i] - s * im[from + i];
      outIm[to + i] = c * im[from + i] + s * re[from + i];
    }
  }

  private static void add(ComplexBuffer x, int from, int to, int size, double c, double s) {
    double[] re = x.re;
    double[] im = x.im;
    double[] outRe = x.nextRe;
    double[] outIm = x.nextIm;
    for (int i = 0; i < size; i++) {
      outRe[to + i] += c * re[from + i] - s * im[from + i];
      outIm[to + i] += c * im[from + i] + s * re[from + i];
    }
  }
}
