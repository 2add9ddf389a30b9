package dev.lethe.data;

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

  /**
   * @param unitIds {@value #ID_BYTES} bytes per unit
   * @param firstRow first row of each unit, and the number of rows at the end
   * @param width encoded inputs per row
   * @param features row-major inputs
   * @param labels class of each row, or -1 where the label is outside the declared classes
   */
  public UnitTable(byte[] unitIds, int[] firstRow, int width, float[] features, int[] labels) {
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

  /** Classes of the rows, -1 where a row has none; not a copy. */
  public int[] labels() {
    return labels;
  }
}
