package dev.lethe.training.blocks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Room for the rows of a pass, outside the heap, so that the engine reads it without a copy. */
public final class RowBatch {
  private static final float[] ZEROS = new float[1024];

  private final int rows;
  private final ByteBuffer inputs;
  private final ByteBuffer targets;
  private final ByteBuffer lossWeights;

  /**
   * @param rows most rows
   * @param inputWidth values per input
   * @param targetWidth values per target
   */
  public RowBatch(int rows, int inputWidth, int targetWidth) {
    this.rows = rows;
    this.inputs = floats(rows, inputWidth);
    this.targets = floats(rows, targetWidth);
    this.lossWeights = floats(rows, 1);
  }

  /** Most rows. */
  public int rows() {
    return rows;
  }

  /** Row-major inputs. */
  public FloatBuffer inputs() {
    return inputs.asFloatBuffer();
  }

  /** Row-major targets, as the loss reads them. */
  public FloatBuffer targets() {
    return targets.asFloatBuffer();
  }

  /** The factor of each row's loss. */
  public FloatBuffer lossWeights() {
    return lossWeights.asFloatBuffer();
  }

  /** Zeroes rows from the first to before the end. */
  public void clear(int first, int end) {
    zero(inputs(), first, end);
    zero(targets(), first, end);
    zero(lossWeights(), first, end);
  }

  ByteBuffer inputBytes(int usedRows) {
    return slice(inputs, usedRows);
  }

  ByteBuffer targetBytes(int usedRows) {
    return slice(targets, usedRows);
  }

  ByteBuffer lossWeightBytes(int usedRows) {
    return slice(lossWeights, usedRows);
  }

  private ByteBuffer slice(ByteBuffer all, int usedRows) {
    return all.slice(0, all.capacity() / rows * usedRows).order(ByteOrder.nativeOrder());
  }

  private void zero(FloatBuffer values, int first, int end) {
    int width = values.capacity() / rows;
    values.position(first * width).limit(end * width);
    while (values.hasRemaining()) {
      values.put(ZEROS, 0, Math.min(ZEROS.length, values.remaining()));
    }
  }

  private static ByteBuffer floats(int rows, int width) {
    int bytes = Math.multiplyExact(Math.multiplyExact(rows, width), Float.BYTES);
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
