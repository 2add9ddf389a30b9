package dev.lethe.data;

import dev.lethe.data.features.RowEncoder;
import dev.lethe.data.read.Columns;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.Row;
import dev.lethe.data.read.RowSource;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.UnitSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.Consumer;

/** Encodes the rows of a table, each with the unit it belongs to. */
final class TableLoading {
  private TableLoading() {}

  /** Rows encoded as the spec says, with all that it says known. */
  static RowStore load(DataSpec spec, RowSource table, LoadOptions options, Consumer<Row> everyRow)
      throws IOException {
    if (!(spec.features() instanceof FeatureSpec.Columns features)) {
      throw new IllegalArgumentException("a table's features are described columns of it");
    }
    return load(spec, features, table, options, everyRow, row -> {});
  }

  /**
   * Rows with the inputs of some features.
   *
   * @param everyRow sees every row of the table
   * @param keptRow sees each row that is added to the store, in the store's order
   */
  static RowStore load(
      DataSpec spec,
      FeatureSpec.Columns features,
      RowSource table,
      LoadOptions options,
      Consumer<Row> everyRow,
      Consumer<Row> keptRow)
      throws IOException {
    RowEncoder encoder =
        spec.label() instanceof LabelSpec.None
            ? RowEncoder.withoutLabel(table, features)
            : RowEncoder.of(table, features, spec.label());
    UnitHashes hashes = new UnitHashes(options.keys());
    RowContent content = new RowContent(table.header());
    PlaceInFile places = new PlaceInFile(spec, table.name());
    int unitColumn =
        spec.unit() instanceof UnitSpec.Column column ? Columns.find(table, column.column()) : -1;
    RowStore rows = new RowStore(table.name(), encoder.width());
    for (Row row = table.next(); row != null; row = table.next()) {
      everyRow.accept(row);
      Part part = places.next();
      if (part == null) {
        continue;
      }
      encoder.encode(row, rows.block(), rows.offset());
      byte[] bytes = content.of(row);
      if (unitColumn < 0) {
        Id id = hashes.row(bytes);
        rows.add(part, id, id, encoder.label(row));
      } else {
        Id unit = hashes.unit(unitValue(table, encoder, row, unitColumn));
        rows.add(part, unit, hashes.kept(bytes), encoder.label(row));
      }
      keptRow.accept(row);
    }
    places.finish();
    encoder
        .notes()
        .lines()
        .forEach(line -> options.operatorLog().accept(table.name() + ": " + line));
    return rows;
  }

  private static String unitValue(RowSource table, RowEncoder encoder, Row row, int column) {
    String value = row.values().get(column);
    if (UnitText.normalise(value).isEmpty() || encoder.isMissing(value)) {
      // One person's rows would be several units, or several persons' rows one: neither is proven.
      throw new DataException(
          DataException.Place.of(table.name()).line(row.line()).column(table.header().get(column)),
          "the row names no privacy unit",
          "Give every row its unit, or leave out the rows that have none.");
    }
    return value;
  }

  /**
   * Adds one row, or the header. Its number of cells comes first: without it, header and rows could
   * be cut elsewhere into another table of the same digest.
   */
  static void update(MessageDigest digest, List<String> cells) {
    digest.update(ByteBuffer.allocate(4).putInt(cells.size()).array());
    for (String cell : cells) {
      byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      digest.update(bytes);
    }
  }
}
