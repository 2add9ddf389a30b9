package dev.lethe.data.learn;

import dev.lethe.data.UnencodedRows;
import dev.lethe.data.features.Numbers;
import java.util.List;

/** The numbers of some columns, NaN where a cell is missing or is no finite number. */
final class NumericCells {
  private final UnencodedRows rows;
  private final int[] columns;

  NumericCells(UnencodedRows rows, List<String> columns) {
    this.rows = rows;
    this.columns = columns.stream().mapToInt(rows::column).toArray();
  }

  double value(int row, int column) {
    String cell = rows.cell(row, columns[column]);
    return rows.isMissing(cell) ? Double.NaN : Numbers.parse(cell);
  }
}
