package dev.lethe.training.kernels;

import java.nio.Buffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** What must hold before a kernel reads or writes: the native one trusts what it is handed. */
final class Checks {
  private Checks() {}

  static void that(boolean holds, String rule) {
    if (!holds) {
      throw new KernelArgumentException("A kernel was called wrongly: " + rule + ".");
    }
  }

  static int multiply(int x, int y) {
    long product = (long) x * y;
    that(product == (int) product, "sizes stay below 2^31");
    return (int) product;
  }

  static void direct(Buffer buffer, ByteOrder order) {
    that(buffer.isDirect(), "buffers are direct");
    that(order == ByteOrder.nativeOrder(), "buffers have the machine's byte order");
  }

  static void direct(FloatBuffer buffer) {
    direct(buffer, buffer.order());
  }

  /** A stretch [at, at + length) lies within so many values. */
  static void within(long at, long length, long size, String what) {
    that(
        at >= 0 && length >= 0 && at + length <= size,
        what + " lies within its " + size + " values, not at " + at + " + " + length);
  }

  static void rows(Rows rows, int count, int width, String what) {
    that(rows.width() == width, what + " have " + width + " values a row, not " + rows.width());
    rows.holds(count);
  }

  static void place(Place place, long weights, int biases, Units units, Contributions to) {
    to.holds(units.count());
    if (place.hasWeights()) {
      within(place.weights(), weights, to.stride(), "a weight's place");
    }
    if (place.hasBias()) {
      within(place.bias(), biases, to.stride(), "a bias's place");
    }
    that(
        !place.hasWeights()
            || !place.hasBias()
            || place.weights() + weights <= place.bias()
            || place.bias() + (long) biases <= place.weights(),
        "the places of weights and bias are apart");
  }

  static void sum(Accumulator sum, long weights, int biases) {
    Place place = sum.place();
    if (place.hasWeights()) {
      within(place.weights(), weights, sum.values().length, "a weight's place");
    }
    if (place.hasBias()) {
      within(place.bias(), biases, sum.values().length, "a bias's place");
    }
    that(
        !place.hasWeights()
            || !place.hasBias()
            || place.weights() + weights <= place.bias()
            || place.bias() + (long) biases <= place.weights(),
        "the places of weights and bias are apart");
  }

  /** Weights are finite, so that a weight of zero is the only way to leave a unit out. */
  static void weights(double[] weights, int count) {
    that(weights.length == count, "there is a weight for each of " + count);
    for (double weight : weights) {
      that(weight >= 0 && weight <= Double.MAX_VALUE, "weights are finite and not negative");
    }
  }

  static void tokens(Tokens tokens, Units units, Rows gradients, int width) {
    rows(gradients, units.end(), width, "gradients");
    tokens.check(units.start(0), units.end());
  }
}
