package dev.lethe.data;

import java.nio.ByteBuffer;

/**
 * Unit tables from inputs that a program has encoded itself, by the same rules as those read from
 * files: units in the order of their keyed ids, each unit's rows chosen by a keyed hash of their
 * own content. Where each row is a unit, its id is a keyed hash of its content and, among equal
 * rows, its number: whichever of them is taken away, the others keep their ids.
 */
public final class UnitTables {
  private UnitTables() {}

  /**
   * @param keys the dataset's key
   * @param width inputs per row, at least 1
   * @param maxContributions most rows kept of a unit, at least 1
   */
  public static Builder builder(DatasetKeys keys, int width, int maxContributions) {
    if (width < 1 || maxContributions < 1) {
      throw new IllegalArgumentException("width and maxContributions are at least 1");
    }
    return new Builder(keys, width, UnitGrouping.ofGroups(keys, maxContributions, 0));
  }

  /**
   * Each row is a unit of its own.
   *
   * @param keys the dataset's key
   * @param width inputs per row, at least 1
   */
  public static Builder ofRows(DatasetKeys keys, int width) {
    if (width < 1) {
      throw new IllegalArgumentException("width is at least 1");
    }
    return new Builder(keys, width, UnitGrouping.ofRows(keys, 0));
  }

  /** Takes rows in any order. */
  public static final class Builder {
    private final UnitGrouping grouping;
    private final UnitHashes hashes;
    private final RowStore rows;

    private Builder(DatasetKeys keys, int width, UnitGrouping grouping) {
      this.grouping = grouping;
      this.hashes = new UnitHashes(keys);
      this.rows = new RowStore("rows of a program", width);
    }

    /**
     * Adds a row.
     *
     * @param unit whose row it is, compared in normal form (Unicode, letter case, white space)
     * @param inputs encoded inputs, finite, copied
     * @param label class, or -1 where the row has none
     */
    public Builder add(String unit, float[] inputs, int label) {
      byte[] content = content(inputs, label);
      rows.add(Part.TRAIN, hashes.unit(unit), hashes.kept(content), label);
      return this;
    }

    /**
     * Adds a row without a name.
     *
     * @param inputs encoded inputs, finite, copied
     * @param label class, or -1 where the row has none
     */
    public Builder add(float[] inputs, int label) {
      byte[] content = content(inputs, label);
      rows.add(Part.TRAIN, hashes.row(content), hashes.kept(content), label);
      return this;
    }

    private byte[] content(float[] inputs, int label) {
      if (inputs.length != rows.width()) {
        throw new IllegalArgumentException(
            inputs.length + " inputs where the table has " + rows.width());
      }
      ByteBuffer content = ByteBuffer.allocate(4 * inputs.length + 4);
      for (float input : inputs) {
        if (!Float.isFinite(input)) {
          throw new IllegalArgumentException("inputs must be finite");
        }
        content.putFloat(input);
      }
      content.putInt(label);
      System.arraycopy(inputs, 0, rows.block(), rows.offset(), inputs.length);
      return content.array();
    }

    /** The table of all rows added. */
    public UnitTable build() {
      return grouping.group(rows).train();
    }
  }
}
