package dev.lethe.data;

import java.util.Optional;

/**
 * Encoded records grouped by privacy unit; units are ordered by their id, so that nothing depends
 * on the order of rows in the file.
 *
 * <p>Private: neither its content nor its counts may reach a released file.
 */
public final class UnitTable {
  /** Bytes of a unit id. */
  public static final int ID_BYTES = 16;

  private final byte[] unitIds;
  private final int[] firstRow;
  private final int width;
  private final float[] features;
  private final int[] labels;
  private final Optional<Targets> targets;

  /**
   * What a row's outputs are compared with, where that is not a class.
   *
   * @param width values per row
   * @param values row-major; not a copy
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
  public record Targets(int width, float[] values) {}

  /**
   * Rows with a class each.
   *
   * @param unitIds {@value #ID_BYTES} bytes per unit
   * @param firstRow first row of each unit, and the number of rows at the end
   * @param width encoded inputs per row
   * @param features row-major inputs
   * @param labels class of each row, or -1 where the label is outside the declared classes
   */
  public UnitTable(byte[] unitIds, int[] firstRow, int width, float[] features, int[] labels) {
    this(unitIds, firstRow, width, features, labels, Optional.empty());
  }

  private UnitTable(
      byte[] unitIds,
      int[] firstRow,
      int width,
      float[] features,
      int[] labels,
      Optional<Targets> targets) {
    int units = firstRow.length - 1;
    if (unitIds.length != units * ID_BYTES
        || firstRow[units] != labels.length
        || (long) features.length != (long) labels.length * width) {
      throw new IllegalArgumentException("unit ids, rows, features and labels do not fit together");
    }
    this.unitIds = unitIds;
    this.firstRow = firstRow;
    this.width = width;
    this.features = features;
    this.labels = labels;
    this.targets = targets;
  }

  /**
   * The last columns taken for what the outputs are compared with, in place of classes.
   *
   * @param columns how many, fewer than the width
   */
  public UnitTable withLastAsTargets(int columns) {
    float[] values = columns(width - columns, width);
    return new UnitTable(
        unitIds,
        firstRow,
        width - columns,
        columns(0, width - columns),
        new int[labels.length],
        Optional.of(new Targets(columns, values)));
  }

  /** The last column taken for the number of the row's class. */
  public UnitTable withLastAsClass() {
    float[] last = columns(width - 1, width);
    int[] classes = new int[last.length];
    for (int r = 0; r < last.length; r++) {
      classes[r] = (int) last[r];
    }
    return new UnitTable(unitIds, firstRow, width - 1, columns(0, width - 1), classes);
  }

  private float[] columns(int from, int to) {
    float[] part = new float[Math.multiplyExact(labels.length, to - from)];
    for (int r = 0; r < labels.length; r++) {
      System.arraycopy(features, r * width + from, part, r * (to - from), to - from);
    }
    return part;
  }

  /** Number of units. */
  public int units() {
    return firstRow.length - 1;
  }

  /** Number of rows. */
  public int rows() {
    return labels.length;
  }

  /** Encoded inputs per row. */
  public int width() {
    return width;
  }

  /** All ids, {@value #ID_BYTES} bytes each; not a copy. */
  public byte[] unitIds() {
    return unitIds;
  }

  /** First row of a unit. */
  public int firstRow(int unit) {
    return firstRow[unit];
  }

  /** Number of rows of a unit. */
  public int rowsOf(int unit) {
    return firstRow[unit + 1] - firstRow[unit];
  }

  /** Row-major inputs; not a copy. */
  public float[] features() {
    return features;
  }

  /** What outputs are compared with, where it is not a class; labels are 0 then. */
  public Optional<Targets> targets() {
    return targets;
  }

  /** Classes of the rows, -1 where a row has none; not a copy. */
  public int[] labels() {
    return labels;
  }
}
