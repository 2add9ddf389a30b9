package dev.lethe.data.read;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What every table's header and rows must satisfy. */
final class Headers {
  private Headers() {}

  static List<String> check(String file, List<String> names) {
    List<String> header = names.stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (String name : header) {
      if (!seen.add(name)) {
        throw new DataException(
            DataException.Place.of(file).line(1).column(name),
            "two columns have this name",
            "Rename one of them, so that the spec can tell them apart.");
      }
    }
    return header;
  }

  static void checkWidth(String file, long line, List<String> header, List<String> values) {
    if (values.size() != header.size()) {
      throw new DataException(
          DataException.Place.of(file).line(line),
          "the row has " + values.size() + " values where the header has " + header.size(),
          "Repair the row; a value that holds a comma needs quotes around it.");
    }
  }
}
