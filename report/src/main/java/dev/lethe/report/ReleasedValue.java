package dev.lethe.report;

import java.util.List;

/**
 * One value that a charged part of a run released.
 *
 * @param kind one of {@link #BOUNDS}, {@link #VOCABULARY}, {@link #CLASS_WEIGHT}, {@link #METRIC},
 *     {@link #STATISTIC}
 * @param name the column, class, metric or statistic it is about
 * @param numbers the numbers: of bounds the lower and the upper end, of a weight or metric its
 *     value
 * @param texts the words: of a vocabulary its values
 */
public record ReleasedValue(String kind, String name, List<Double> numbers, List<String> texts) {
  /** Learned range of a numeric column. */
  public static final String BOUNDS = "bounds";

  /** Learned values of a categorical column. */
  public static final String VOCABULARY = "vocabulary";

  /** Learned weight of a class. */
  public static final String CLASS_WEIGHT = "class-weight";

  /** Charged measure of a model's quality. */
  public static final String METRIC = "metric";

  /** Anything else that was counted or estimated. */
  public static final String STATISTIC = "statistic";

  private static final List<String> KINDS =
      List.of(BOUNDS, VOCABULARY, CLASS_WEIGHT, METRIC, STATISTIC);

  public ReleasedValue {
    Require.text("name", name);
    numbers = List.copyOf(numbers);
    texts = List.copyOf(texts);
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException("kind must be one of " + KINDS + ", got " + kind);
    }
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException(name + " must be finite, got " + number);
      }
    }
    int wanted =
        switch (kind) {
          case BOUNDS -> 2;
          case VOCABULARY -> 0;
          case STATISTIC -> numbers.size();
          default -> 1;
        };
    boolean words = kind.equals(VOCABULARY) || kind.equals(STATISTIC) || texts.isEmpty();
    if (numbers.size() != wanted || !words) {
      throw new IllegalArgumentException(
          kind + " of " + name + " must have " + wanted + " numbers, and only vocabularies words");
    }
    if (kind.equals(BOUNDS) && !(numbers.get(0) < numbers.get(1))) {
      throw new IllegalArgumentException("the bounds of " + name + " are not in order");
    }
  }

  /** Learned bounds of a column. */
  public static ReleasedValue bounds(String column, double min, double max) {
    return new ReleasedValue(BOUNDS, column, List.of(min, max), List.of());
  }

  /** A learned vocabulary of a column, in the order the model uses it. */
  public static ReleasedValue vocabulary(String column, List<String> values) {
    return new ReleasedValue(VOCABULARY, column, List.of(), values);
  }

  /** A learned weight of a class. */
  public static ReleasedValue classWeight(String label, double weight) {
    return new ReleasedValue(CLASS_WEIGHT, label, List.of(weight), List.of());
  }

  /** A charged metric, under the name that the report's utility has for it. */
  public static ReleasedValue metric(String name, double value) {
    return new ReleasedValue(METRIC, name, List.of(value), List.of());
  }
}
