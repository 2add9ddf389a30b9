package dev.lethe.data.features;

import dev.lethe.spec.FeatureSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One input per value of a vocabulary, inputs that stay 0 up to its capacity, and a last one for
 * everything else.
 */
final class CategoryEncoder {
  private final String column;
  private final Map<String, Integer> positions;
  private final int width;

  CategoryEncoder(FeatureSpec.Categorical spec) {
    this.column = spec.column();
    List<String> values = spec.values();
    this.width = spec.capacity() + 1;
    this.positions = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      positions.putIfAbsent(values.get(i).strip(), i);
    }
  }

  String column() {
    return column;
  }

  int width() {
    return width;
  }

  boolean knows(String value) {
    return positions.containsKey(value);
  }

  /** Sets the input of a value among zeroed inputs. */
  void encode(String value, float[] into, int offset) {
    into[offset + positions.getOrDefault(value, width - 1)] = 1f;
  }
}
