package dev.lethe.data.read;

import java.util.List;

/**
 * One record of a table as text, one value per column of the header.
 *
 * @param line where it starts in its file, from 1
 * @param values the cells, as written
 */
public record Row(long line, List<String> values) {
  /** The row's cells are private and are left out. */
  @Override
  public String toString() {
    return "Row[line=" + line + "]";
  }
}
