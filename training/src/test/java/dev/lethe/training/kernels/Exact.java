package dev.lethe.training.kernels;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sum of products as double-double arithmetic has it (exact enough to be the truth here), and the
 * sum of their magnitudes, to which errors are relative.
 */
final class Exact {
  private double high;
  private double low;
  private double magnitude;
  private int terms;

  void add(double x, double y) {
    double product = x * y;
    addOne(product);
    addOne(Math.fma(x, y, -product));
    magnitude += Math.abs(product);
    terms++;
  }

  private void addOne(double x) {
    double sum = high + x;
    double part = sum - high;
    low += (high - (sum - part)) + (x - part);
    high = sum;
  }

  double value() {
    return high + low;
  }

  double magnitude() {
    return magnitude;
  }

  int terms() {
    return terms;
  }

  /** Asserts that a result is as near as was promised. */
  void isNear(double found, double relative, double absolute, String what) {
    assertThat(Math.abs((found - high) - low))
        .as("%s: %s instead of %s", what, found, value())
        .isLessThanOrEqualTo(relative * magnitude * (1 + 1e-12) + absolute);
  }

  static Exact[] many(int length) {
    Exact[] all = new Exact[length];
    for (int i = 0; i < length; i++) {
      all[i] = new Exact();
    }
    return all;
  }
}
