package dev.lethe.data;

import dev.lethe.data.read.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Encoded rows in arrival order, before they are grouped. */
final class RowStore {
  private static final int ROWS_PER_BLOCK = 1 << 10;

  private final String source;
  private final int width;
  private final long maxFloats;
  private final List<float[]> blocks = new ArrayList<>();
  private Id[] groups = new Id[ROWS_PER_BLOCK];
  private Id[] orders = new Id[ROWS_PER_BLOCK];
  private int[] labels = new int[ROWS_PER_BLOCK];
  private Part[] parts = new Part[ROWS_PER_BLOCK];
  private int size;

  /**
   * @param source the name that messages use
   * @param width inputs per row
   */
  RowStore(String source, int width) {
    this.source = source;
    this.width = width;
    // Rows are held twice while they are grouped.
    this.maxFloats = Math.min(Integer.MAX_VALUE - 8L, Runtime.getRuntime().maxMemory() / 10);
  }

  /** The block that the next row's inputs are to be written to. */
  float[] block() {
    if (size % ROWS_PER_BLOCK == 0 && blocks.size() == size / ROWS_PER_BLOCK) {
      if ((long) (size + ROWS_PER_BLOCK) * width > maxFloats && size > 0) {
        throw new DataException(
            DataException.Place.of(source),
            "the encoded table does not fit into memory",
            "Give Java more memory (JAVA_TOOL_OPTIONS=-Xmx...), or use fewer columns or rows.");
      }
      blocks.add(new float[ROWS_PER_BLOCK * width]);
    }
    return blocks.get(size / ROWS_PER_BLOCK);
  }

  /** Where in the block. */
  int offset() {
    return size % ROWS_PER_BLOCK * width;
  }

  /** Keeps the row whose inputs were written. */
  void add(Part part, Id group, Id order, int label) {
    if (size == labels.length) {
      int larger = 2 * size;
      groups = Arrays.copyOf(groups, larger);
      orders = Arrays.copyOf(orders, larger);
      labels = Arrays.copyOf(labels, larger);
      parts = Arrays.copyOf(parts, larger);
    }
    groups[size] = group;
    orders[size] = order;
    labels[size] = label;
    parts[size] = part;
    size++;
  }

  int size() {
    return size;
  }

  int width() {
    return width;
  }

  Id group(int row) {
    return groups[row];
  }

  Id order(int row) {
    return orders[row];
  }

  int label(int row) {
    return labels[row];
  }

  Part part(int row) {
    return parts[row];
  }

  void copyInputs(int row, float[] into, int offset) {
    float[] block = blocks.get(row / ROWS_PER_BLOCK);
    System.arraycopy(block, row % ROWS_PER_BLOCK * width, into, offset, width);
  }
}
