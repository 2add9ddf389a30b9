package dev.lethe.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bounds that are learned privately, of the columns that have no public ones.
 *
 * @param epsilon what all these columns cost together
 * @param columns the columns, in the order of the spec; known from the spec alone
 * @param transforms the transform of a column, none where there is no entry
 * @param range public range outside of which no bound is looked for
 */
public record LearnedBounds(
    double epsilon,
    List<String> columns,
    Map<String, NumericTransform> transforms,
    Optional<Range> range) {

  public LearnedBounds {
    columns = List.copyOf(columns);
    transforms = Map.copyOf(transforms);
  }

  /** The column's transform. */
  public NumericTransform transform(String column) {
    return transforms.getOrDefault(column, NumericTransform.NONE);
  }

  /**
   * @param min lower end
   * @param max upper end, above min
   */
  public record Range(double min, double max) {}
}
