package dev.lethe.data.transform;

/**
 * The discrete Fourier transform of a grid. Spectra are held with both axes exchanged: frequency of
 * the columns first.
 */
final class GridFourier {
  private final int rows;
  private final int columns;
  private final AxisFourier alongRows;
  private final AxisFourier alongColumns;

  GridFourier(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.alongRows = new AxisFourier(rows, columns);
    this.alongColumns = new AxisFourier(columns, rows);
  }

  int size() {
    return rows * columns;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** From a grid to its spectrum. */
  void forward(ComplexBuffer x) {
    alongRows.apply(x);
    x.transpose(rows, columns);
    alongColumns.apply(x);
  }

  /** From a spectrum to its grid, times the grid's size. */
  void inverse(ComplexBuffer x) {
    x.exchangeParts();
    alongColumns.apply(x);
    x.transpose(columns, rows);
    alongRows.apply(x);
    x.exchangeParts();
  }
}
