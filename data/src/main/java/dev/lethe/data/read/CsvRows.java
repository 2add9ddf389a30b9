package dev.lethe.data.read;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with a header, streamed: comma-separated UTF-8 as RFC 4180 has it, with any line
 * ending, which within quotes counts as a line feed; a line without any text is skipped.
 */
public final class CsvRows implements RowSource {
  static final String QUOTE_REMEDY =
      "Look for a quote that is not closed, or for text after a closing quote.";

  private final DataException.Place place;
  private final RowHandler handler;
  private final CsvReader<Row> reader;
  private final CloseableIterator<Row> records;
  private final List<String> header;

  private CsvRows(DataException.Place place, RowHandler handler, CsvReader<Row> reader)
      throws IOException {
    this.place = place;
    this.handler = handler;
    this.reader = reader;
    this.records = reader.iterator();
    Row first = fetch();
    if (first == null) {
      throw new DataException(
          place, "the file is empty", "A table starts with a line of column names.");
    }
    this.header = Headers.check(place.file(), first.values());
  }

  /**
   * Opens a table and reads its header. The caller closes it.
   *
   * @throws DataException if it is missing, empty or not CSV
   * @throws IOException if it cannot be read
   */
  public static CsvRows open(Content content, ReadLimits limits) throws IOException {
    return open(content.name(), content.open(limits), limits);
  }

  /** As {@link #open(Content, ReadLimits)}, of bytes already unpacked and bounded. */
  public static CsvRows open(String name, InputStream unpacked, ReadLimits limits)
      throws IOException {
    DataException.Place place = DataException.Place.of(name);
    RowHandler handler = new RowHandler(place, limits);
    // A power of two: the parser's buffer doubles up to it, and overruns any other size.
    int buffer =
        Math.max(1 << 16, Integer.highestOneBit(Math.min(1 << 28, limits.maxFieldChars())) * 4);
    CsvReader<Row> reader =
        CsvReader.builder()
            .ignoreDifferentFieldCount(true)
            .acceptCharsAfterQuotes(false)
            .maxBufferSize(buffer)
            .build(handler, new Utf8Reader(unpacked, place));
    try {
      return new CsvRows(place, handler, reader);
    } catch (IOException | DataException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return place.file();
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() throws IOException {
    for (Row row = fetch(); row != null; row = fetch()) {
      List<String> values = row.values();
      if (values.size() == 1 && header.size() > 1 && values.get(0).isBlank()) {
        continue;
      }
      Headers.checkWidth(place.file(), row.line(), header, values);
      return row;
    }
    return null;
  }

  private @Nullable Row fetch() throws IOException {
    try {
      return records.hasNext() ? records.next() : null;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CsvParseException e) {
      if (e.getCause() instanceof DataException ours) {
        throw ours;
      }
      if (!(e.getCause() instanceof CsvParseException)) {
        throw new IllegalStateException("reading " + place.file() + " failed", e.getCause());
      }
      // The parser's own message quotes a character of a private row, so it is not passed on.
      throw new DataException(
          place.line(handler.line()), "this row is not CSV, or is too long", QUOTE_REMEDY);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
