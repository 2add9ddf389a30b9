package dev.lethe.spec;

import java.util.List;
import java.util.Map;

/**
 * What was learned about columns, released under the run's budget.
 *
 * @param bounds by numeric column
 * @param vocabularies by categorical column
 * @param source how the model names where they are from
 */
public record LearnedFeatures(
    Map<String, LearnedBounds.Range> bounds,
    Map<String, List<String>> vocabularies,
    String source) {
  public LearnedFeatures {
    bounds = Map.copyOf(bounds);
    vocabularies = Map.copyOf(vocabularies);
  }
}
