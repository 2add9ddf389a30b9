package dev.lethe.data.read;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Columns by name. */
public final class Columns {
  private Columns() {}

  /**
   * The position of a column.
   *
   * @throws DataException if there is none of this name; the message has the nearest names
   */
  public static int find(RowSource rows, String column) {
    List<String> header = rows.header();
    int index = header.indexOf(column.strip());
    if (index < 0) {
      throw new DataException(
          DataException.Place.of(rows.name()).column(column),
          "there is no such column",
          remedy(header, column));
    }
    return index;
  }

  private static String remedy(List<String> header, String column) {
    if (header.size() == 1) {
      for (char separator : new char[] {';', '\t', '|'}) {
        if (header.get(0).indexOf(separator) >= 0) {
          return "The header looks separated by '"
              + (separator == '\t' ? "tab" : String.valueOf(separator))
              + "': save the table with commas.";
        }
      }
    }
    String nearest =
        header.stream()
            .sorted(Comparator.comparingInt(name -> distance(column, name)))
            .limit(3)
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    return "The nearest names are " + nearest + "; names are case-sensitive.";
  }

  /** Edit distance of names, letters in any case, of the first 64 characters. */
  private static int distance(String left, String right) {
    String a = folded(left);
    String b = folded(right);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }

  private static String folded(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.substring(0, Math.min(64, lower.length()));
  }
}
