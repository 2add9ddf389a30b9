package dev.lethe.training.kernels;

import java.nio.FloatBuffer;

/**
 * A row-major matrix in a direct buffer of the machine's byte order: row p holds the values [p
 * stride, p stride + width) counted from the buffer's index 0. Only read.
 *
 * @param values the buffer; its limit bounds what is read, its position is ignored
 * @param stride from one row to the next, at least the width
 * @param width values of a row
 */
public record Rows(FloatBuffer values, int stride, int width) {

  /** Checks the shape. */
  public Rows {
    Checks.direct(values);
    Checks.that(width > 0 && stride >= width, "a stride is at least the width, which is positive");
  }

  /** Rows without gaps. */
  public static Rows of(FloatBuffer values, int width) {
    return new Rows(values, width, width);
  }

  /** Columns [from, from + width) of these rows, in place. */
  public Rows columns(int from, int columns) {
    Checks.within(from, columns, width, "a range of columns");
    return new Rows(values.slice(from, values.limit() - from), stride, columns);
  }

  void holds(int rows) {
    Checks.that(
        rows == 0 || (rows - 1L) * stride + width <= values.limit(),
        "a buffer of " + values.limit() + " holds " + rows + " rows of stride " + stride);
  }

  void read(int row, float[] into) {
    values.get(row * stride, into, 0, width);
  }
}
