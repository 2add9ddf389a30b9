package dev.lethe.data.features;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the encoder could not read, counted by column.
 *
 * <p>Private: for the operator's log only.
 */
public final class EncodingNotes {
  private final Map<String, Long> unreadable = new TreeMap<>();
  private final Map<String, Long> unknown = new TreeMap<>();

  EncodingNotes() {}

  void unreadable(String column) {
    unreadable.merge(column, 1L, Long::sum);
  }

  void unknown(String column) {
    unknown.merge(column, 1L, Long::sum);
  }

  /** One line per column with something to say, for the operator's log. */
  public List<String> lines() {
    List<String> lines = new java.util.ArrayList<>();
    unreadable.forEach(
        (column, n) ->
            lines.add(
                "column '" + column + "': " + n + " values are no finite numbers and count as 0"));
    unknown.forEach(
        (column, n) ->
            lines.add(
                "column '" + column + "': " + n + " values are outside the declared vocabulary"));
    return List.copyOf(lines);
  }

  /** Counts follow from private rows and are left out. */
  @Override
  public String toString() {
    return "EncodingNotes";
  }
}
