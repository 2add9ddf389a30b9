package dev.lethe.data.learn;

import dev.lethe.data.UnencodedRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of columns from noisy counts of which only those above a threshold are shown. A unit has
 * at most its rows times the columns of values, each counted at most as often as it has rows.
 */
public final class VocabularyLearner {
  private final List<String> columns;
  private final int maxValues;

  /**
   * @param columns categorical columns
   * @param maxValues most values kept of each
   */
  public VocabularyLearner(List<String> columns, int maxValues) {
    this.columns = List.copyOf(columns);
    this.maxValues = maxValues;
  }

  /** Most that one unit changes the counts, in L1 norm; also the most values it may have. */
  public long l1(int maxContributions) {
    return Math.multiplyExact((long) maxContributions, columns.size());
  }

  /** The exact counts: of each value of each column, under the column's index and its text. */
  public KeyedCounts count(UnencodedRows rows) {
    KeyedCounts.Builder counts =
        new KeyedCounts.Builder(l1(rows.maxContributions()), rows.maxContributions());
    int[] cells = columns.stream().mapToInt(rows::column).toArray();
    for (int unit = 0; unit < rows.units(); unit++) {
      counts.nextUnit();
      int first = rows.firstRow(unit);
      for (int row = first; row < first + rows.rowsOf(unit); row++) {
        for (int column = 0; column < cells.length; column++) {
          String value = rows.cell(row, cells[column]);
          if (!rows.isMissing(value)) {
            counts.add(key(column, value));
          }
        }
      }
    }
    return counts.build();
  }

  /** The values shown, the most frequent first, at most so many of each column. */
  public Map<String, List<String>> vocabularies(Map<String, Long> shown) {
    Map<String, List<String>> vocabularies = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      String prefix = key(column, "");
      List<Map.Entry<String, Long>> own = new ArrayList<>();
      for (Map.Entry<String, Long> entry : shown.entrySet()) {
        if (entry.getKey().startsWith(prefix)) {
          own.add(entry);
        }
      }
      own.sort(
          Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
              .thenComparing(Map.Entry::getKey));
      vocabularies.put(
          columns.get(column),
          own.stream()
              .limit(maxValues)
              .map(entry -> entry.getKey().substring(prefix.length()))
              .toList());
    }
    return vocabularies;
  }

  private static String key(int column, String value) {
    return column + ":" + value;
  }
}
