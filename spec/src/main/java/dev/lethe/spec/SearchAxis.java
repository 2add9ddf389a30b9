package dev.lethe.spec;

import java.util.List;

/**
 * One key of a spec that a search may vary.
 *
 * @param path the key, for example {@code optimizer.learningRate}
 * @param values what it may be, each as canonical JSON, at least one
 */
public record SearchAxis(String path, List<String> values) {
  public SearchAxis {
    values = List.copyOf(values);
  }
}
