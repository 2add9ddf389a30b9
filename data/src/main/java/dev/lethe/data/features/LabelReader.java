package dev.lethe.data.features;

import dev.lethe.spec.LabelSpec;
import java.util.HashMap;
import java.util.Map;

/** The class of a record by the label rule, -1 where the record has none of the classes. */
final class LabelReader {
  private final Map<String, Integer> classes = new HashMap<>();
  private final int other;
  private final String column;

  LabelReader(LabelSpec spec) {
    if (spec instanceof LabelSpec.Binary binary) {
      column = binary.column();
      other = 0;
      binary.positive().forEach(value -> classes.put(value.strip(), 1));
    } else if (spec instanceof LabelSpec.Multiclass multiclass) {
      column = multiclass.column();
      other = -1;
      for (int i = 0; i < multiclass.values().size(); i++) {
        classes.putIfAbsent(multiclass.values().get(i).strip(), i);
      }
    } else {
      throw new IllegalArgumentException("a table's label is a column of it");
    }
  }

  String column() {
    return column;
  }

  int read(String value) {
    return classes.getOrDefault(value, other);
  }
}
