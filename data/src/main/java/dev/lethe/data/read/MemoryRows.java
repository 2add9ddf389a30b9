package dev.lethe.data.read;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that a program already holds, checked like those of a file. */
public final class MemoryRows implements RowSource {
  private final String name;
  private final List<String> header;
  private final Iterator<? extends List<String>> rows;
  private long line;

  private MemoryRows(String name, List<String> header, Iterator<? extends List<String>> rows) {
    this.name = name;
    this.header = Headers.check(name, header);
    this.rows = rows;
  }

  /**
   * A table in memory; its rows are numbered from 1 in messages.
   *
   * @param name the name that messages use
   * @param header column names
   * @param rows one value per column each
   * @throws DataException if names repeat
   */
  public static MemoryRows of(
      String name, List<String> header, Iterable<? extends List<String>> rows) {
    return new MemoryRows(name, header, rows.iterator());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public @Nullable Row next() {
    if (!rows.hasNext()) {
      return null;
    }
    line++;
    List<String> values = rows.next();
    Headers.checkWidth(name, line, header, values);
    return new Row(line, List.copyOf(values));
  }

  @Override
  public void close() {}
}
