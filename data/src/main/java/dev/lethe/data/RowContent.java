package dev.lethe.data;

import dev.lethe.data.read.Row;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The bytes that stand for a row: its values without surrounding blanks, in the order of the column
 * names, each with its length. Row order, column order, quoting, line endings and trailing blanks
 * do not change them.
 *
 * <p>Values are not normalised further, so that rows with the same bytes are encoded alike under
 * every spec and may stand for one another.
 */
final class RowContent {
  private final int[] columns;
  private final byte[] names;

  RowContent(List<String> header) {
    this.columns =
        IntStream.range(0, header.size())
            .boxed()
            .sorted(Comparator.comparing(header::get))
            .mapToInt(Integer::intValue)
            .toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int column : columns) {
      append(out, header.get(column));
    }
    this.names = out.toByteArray();
  }

  byte[] of(Row row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(names.length + 16 * columns.length);
    out.writeBytes(names);
    for (int column : columns) {
      append(out, row.values().get(column).strip());
    }
    return out.toByteArray();
  }

  private static void append(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }
}
