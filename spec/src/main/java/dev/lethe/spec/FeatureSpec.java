package dev.lethe.spec;

import java.util.List;

/** The encoding of inputs, with a width that is known without seeing the data. */
public sealed interface FeatureSpec {

  /** Encoded input width. */
  int width();

  /**
   * Columns of a table. Encoded as the numeric columns in order, one input each, then for each
   * categorical column one input per vocabulary value and a last one for everything else.
   *
   * @param numeric numeric columns
   * @param categorical categorical columns
   * @param missing markers that stand for a missing value, in addition to the empty string
   * @param unknown what happens to a value outside a vocabulary
   */
  record Columns(
      List<Numeric> numeric,
      List<Categorical> categorical,
      List<String> missing,
      UnknownCategoryPolicy unknown)
      implements FeatureSpec {
    public Columns {
      numeric = List.copyOf(numeric);
      categorical = List.copyOf(categorical);
      missing = List.copyOf(missing);
    }

    @Override
    public int width() {
      return numeric.size() + categorical.stream().mapToInt(c -> c.values().size() + 1).sum();
    }
  }

  /**
   * Grey images from IDX, each pixel scaled from [0, 255] to [-1, 1].
   *
   * @param rows image height
   * @param columns image width
   */
  record Pixels(int rows, int columns) implements FeatureSpec {
    @Override
    public int width() {
      return rows * columns;
    }
  }

  /**
   * Clipped to [min, max], transformed, and scaled to [-1, 1]; a missing or unreadable value
   * becomes 0.
   *
   * @param column the column
   * @param min public lower bound, finite
   * @param max public upper bound, above min
   * @param transform applied to value and bounds before scaling
   * @param source where the bounds are publicly known from
   */
  record Numeric(
      String column, double min, double max, NumericTransform transform, String source) {}

  /**
   * One input per value and one for out-of-vocabulary, missing included unless the marker is itself
   * a value.
   *
   * @param column the column
   * @param values the public vocabulary
   * @param source where it is publicly known from
   */
  record Categorical(String column, List<String> values, String source) {
    public Categorical {
      values = List.copyOf(values);
    }
  }
}
