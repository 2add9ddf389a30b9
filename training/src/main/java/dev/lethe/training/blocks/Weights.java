package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The block's parameters in the engine, apart from those in the block: no gradient is ever asked of
 * them. Matrices and vectors also come padded with zeros to full lanes.
 */
final class Weights implements AutoCloseable {
  private final NDManager manager;
  private final List<Slot> slots;
  private final NDArray[] plain;
  private final NDArray[] padded;
  private final ByteBuffer[] narrow;
  private final ByteBuffer[] wide;

  Weights(NDManager manager, List<Slot> slots) {
    this.manager = manager;
    this.slots = List.copyOf(slots);
    this.plain = new NDArray[slots.size()];
    this.padded = new NDArray[slots.size()];
    this.narrow = new ByteBuffer[slots.size()];
    this.wide = new ByteBuffer[slots.size()];
    for (Slot slot : this.slots) {
      NDArray own = slot.parameter().getArray();
      if (own.getDataType() != DataType.FLOAT32) {
        throw new PrivatizationException(
            slot.parameter().getName(),
            "parameters of type " + own.getDataType() + " are not supported",
            "Use FLOAT32");
      }
      plain[slot.index()] = manager.create(slot.shape(), DataType.FLOAT32);
      own.copyTo(plain[slot.index()]);
    }
  }

  NDArray plain(Slot slot) {
    return plain[slot.index()];
  }

  /** The matrix {@code [outputs, inputs]} or the vector, padded where it must be. */
  NDArray padded(Slot slot) {
    int i = slot.index();
    if (padded[i] == null) {
      long[] full = paddedShape(slot.shape());
      if (Arrays.equals(full, slot.shape().getShape())) {
        padded[i] = plain[i];
      } else {
        padded[i] = manager.zeros(new Shape(full));
        wide[i] = floats(padded[i].size());
        widen(slot, plain[i].toFloatArray(), 0);
      }
    }
    return padded[i];
  }

  /** Sets the trained parameters from the flat vector. */
  void load(float[] flat, List<TrainedParameter> trained) {
    for (Slot slot : slots) {
      if (slot.isTrained()) {
        set(slot, flat, trained.get(slot.trainedIndex()).offset());
      }
    }
  }

  private void set(Slot slot, float[] values, int offset) {
    int i = slot.index();
    int size = Math.toIntExact(slot.shape().size());
    if (narrow[i] == null) {
      narrow[i] = floats(size);
    }
    narrow[i].asFloatBuffer().put(values, offset, size);
    copy(narrow[i], plain[i]);
    if (wide[i] != null) {
      widen(slot, values, offset);
    }
  }

  private void widen(Slot slot, float[] values, int offset) {
    Shape shape = slot.shape();
    int width = Math.toIntExact(shape.get(shape.dimension() - 1));
    int stride = RowProgram.rowsFor(width);
    ByteBuffer stage = wide[slot.index()];
    FloatBuffer all = stage.asFloatBuffer();
    for (int row = 0; row < shape.size() / width; row++) {
      all.put(row * stride, values, offset + row * width, width);
    }
    copy(stage, padded[slot.index()]);
  }

  /**
   * Into the engine's own, aligned memory. {@link NDArray#set(java.nio.Buffer)} would make the
   * array a view of the buffer instead.
   */
  private void copy(ByteBuffer from, NDArray to) {
    try (NDArray view = manager.create(from, to.getShape(), DataType.FLOAT32)) {
      view.copyTo(to);
    }
  }

  private static ByteBuffer floats(long count) {
    return ByteBuffer.allocateDirect(Math.toIntExact(count * Float.BYTES))
        .order(ByteOrder.nativeOrder());
  }

  private static long[] paddedShape(Shape shape) {
    long[] full = shape.getShape().clone();
    for (int axis = 0; axis < full.length; axis++) {
      full[axis] = RowProgram.rowsFor(Math.toIntExact(full[axis]));
    }
    return full;
  }

  @Override
  public void close() {
    manager.close();
  }
}
