package dev.lethe.data.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table read once, row by row; every row has as many values as the header has names. */
public interface RowSource extends Closeable {

  /** The name that messages use. */
  String name();

  /** Column names, trimmed and distinct. */
  List<String> header();

  /**
   * The next row, or null at the end.
   *
   * @throws DataException if the row is malformed
   * @throws IOException if the source cannot be read
   */
  @Nullable Row next() throws IOException;
}
