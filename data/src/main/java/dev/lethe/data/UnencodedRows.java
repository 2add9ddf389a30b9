package dev.lethe.data;

import dev.lethe.data.features.RowEncoder;
import dev.lethe.data.read.Columns;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.Row;
import dev.lethe.data.read.RowSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The kept rows of one part as text, grouped by unit in the order of {@link UnitTable}: which unit
 * is here, and which of its rows, depends on that unit alone, and a unit has at most {@link
 * #maxContributions()} rows.
 *
 * <p>Private: neither its content nor its counts may reach a released file.
 */
public final class UnencodedRows {
  private final Collector cells;
  private final UnitTable grouped;
  private final int[] rows;
  private final int maxContributions;

  UnencodedRows(Collector cells, UnitTable grouped, int[] rows, int maxContributions) {
    this.cells = cells;
    this.grouped = grouped;
    this.rows = rows;
    this.maxContributions = maxContributions;
  }

  /** Most rows of a unit; public. */
  public int maxContributions() {
    return maxContributions;
  }

  /** Number of units. */
  public int units() {
    return grouped.units();
  }

  /** Number of rows. */
  public int rows() {
    return grouped.rows();
  }

  /** First row of a unit. */
  public int firstRow(int unit) {
    return grouped.firstRow(unit);
  }

  /** Number of rows of a unit. */
  public int rowsOf(int unit) {
    return grouped.rowsOf(unit);
  }

  /** The same units with the classes of their rows, and no inputs. */
  public UnitTable classes() {
    return grouped;
  }

  /**
   * Where a column's cells are.
   *
   * @throws IllegalArgumentException if it is not one of the spec's features
   */
  public int column(String name) {
    int index = cells.header().indexOf(name.strip());
    if (index < 0) {
      throw new IllegalArgumentException("not a feature: " + name);
    }
    return index;
  }

  /** A cell without blanks around it. */
  public String cell(int row, int column) {
    return cells.row(rows[row]).values().get(column);
  }

  /** Whether a cell stands for a missing value. */
  public boolean isMissing(String cell) {
    return cell.isEmpty() || cells.missing.contains(cell);
  }

  UnitTable encoded(RowEncoder encoder) {
    float[] inputs = new float[Math.multiplyExact(rows.length, encoder.width())];
    for (int i = 0; i < rows.length; i++) {
      encoder.encode(cells.row(rows[i]), inputs, i * encoder.width());
    }
    int[] firstRow = new int[units() + 1];
    for (int unit = 0; unit < units(); unit++) {
      firstRow[unit + 1] = firstRow[unit] + rowsOf(unit);
    }
    return new UnitTable(grouped.unitIds(), firstRow, encoder.width(), inputs, grouped.labels());
  }

  /** Sizes follow from private rows and are left out. */
  @Override
  public String toString() {
    return "UnencodedRows";
  }

  /** Keeps the cells of the features while a table is read; equal cells are held once. */
  static final class Collector {
    private static final int MOST_SHARED = 1 << 20;
    private static final long BYTES_A_CELL = 16;

    private final String source;
    private final List<String> header = new ArrayList<>();
    private final int[] columns;
    private final Set<String> missing = new HashSet<>();
    private final UnknownCategoryPolicy unknown;
    private final Map<String, String> shared = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final long mostRows;

    Collector(RowSource table, DataSpec spec) {
      this.source = table.name();
      List<String> names = new ArrayList<>();
      if (spec.features() instanceof FeatureSpec.Unlearned features) {
        features.numeric().forEach(column -> names.add(column.column()));
        features.categorical().forEach(column -> names.add(column.column()));
        features.missing().forEach(marker -> missing.add(marker.strip()));
        this.unknown = features.unknown();
      } else if (spec.features() instanceof FeatureSpec.Columns features) {
        features.numeric().forEach(column -> names.add(column.column()));
        features.categorical().forEach(column -> names.add(column.column()));
        features.missing().forEach(marker -> missing.add(marker.strip()));
        this.unknown = features.unknown();
      } else {
        throw new IllegalArgumentException("images have nothing to learn before they are encoded");
      }
      this.columns = names.stream().mapToInt(name -> Columns.find(table, name)).toArray();
      names.forEach(name -> header.add(name.strip()));
      this.mostRows = Runtime.getRuntime().maxMemory() / 4 / (BYTES_A_CELL * (names.size() + 4L));
    }

    /** Reads the table into a store without inputs, and keeps the cells. */
    RowStore load(DataSpec spec, RowSource table, LoadOptions options, Consumer<Row> everyRow)
        throws IOException {
      FeatureSpec.Columns none =
          new FeatureSpec.Columns(List.of(), List.of(), List.copyOf(missing), unknown);
      return TableLoading.load(spec, none, table, options, everyRow, this::keep);
    }

    private void keep(Row row) {
      if (rows.size() >= mostRows) {
        throw new DataException(
            DataException.Place.of(source),
            "the table's text does not fit into memory",
            "Give Java more memory (JAVA_TOOL_OPTIONS=-Xmx...), or use fewer columns or rows.");
      }
      String[] cells = new String[columns.length];
      for (int i = 0; i < cells.length; i++) {
        String cell = row.values().get(columns[i]).strip();
        String same = shared.get(cell);
        if (same == null && shared.size() < MOST_SHARED) {
          shared.put(cell, cell);
        }
        cells[i] = same == null ? cell : same;
      }
      rows.add(new Row(row.line(), List.of(cells)));
    }

    String source() {
      return source;
    }

    List<String> header() {
      return header;
    }

    Row row(int index) {
      return rows.get(index);
    }
  }
}
