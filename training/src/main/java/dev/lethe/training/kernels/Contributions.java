package dev.lethe.training.kernels;

import java.nio.FloatBuffer;

/**
 * Room for one vector a unit, in a direct buffer of the machine's byte order: that of unit u is [u
 * stride, (u + 1) stride) counted from the buffer's index 0. Private in every bit.
 *
 * @param values the buffer
 * @param stride values of a unit
 */
public record Contributions(FloatBuffer values, int stride) {

  /** Checks the shape. */
  public Contributions {
    Checks.direct(values);
    Checks.that(stride > 0, "a contribution has at least one value");
    Checks.that(!values.isReadOnly(), "contributions can be written");
  }

  void holds(int units) {
    Checks.that(
        (long) units * stride <= values.limit(),
        "a buffer of " + values.limit() + " holds " + units + " contributions of " + stride);
  }
}
