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
      return numeric.size() + categorical.stream().mapToInt(c -> c.capacity() + 1).sum();
    }
  }

  /**
   * Columns of a table, some of which are fully described only once their bounds or vocabularies
   * have been learned; encoded as {@link Columns} are, at a width that is fixed beforehand.
   *
   * @param numeric numeric columns
   * @param categorical categorical columns
   * @param missing markers that stand for a missing value, in addition to the empty string
   * @param unknown what happens to a value outside a vocabulary
   */
  record Unlearned(
      List<NumericColumn> numeric,
      List<CategoricalColumn> categorical,
      List<String> missing,
      UnknownCategoryPolicy unknown)
      implements FeatureSpec {
    public Unlearned {
      numeric = List.copyOf(numeric);
      categorical = List.copyOf(categorical);
      missing = List.copyOf(missing);
    }

    @Override
    public int width() {
      return numeric.size() + categorical.stream().mapToInt(c -> c.capacity() + 1).sum();
    }

    /**
     * The columns with what was learned.
     *
     * @throws IllegalArgumentException if something that is to be learned is missing, or does not
     *     fit
     */
    public Columns with(LearnedFeatures learned) {
      return new Columns(
          numeric.stream().map(column -> column.with(learned)).toList(),
          categorical.stream().map(column -> column.with(learned)).toList(),
          missing,
          unknown);
    }
  }

  /** A numeric column, described or to be learned. */
  sealed interface NumericColumn {
    /** The column's name. */
    String column();

    /** The described column. */
    Numeric with(LearnedFeatures learned);
  }

  /** A categorical column, described or to be learned. */
  sealed interface CategoricalColumn {
    /** The column's name. */
    String column();

    /** Most values of its vocabulary. */
    int capacity();

    /** The described column. */
    Categorical with(LearnedFeatures learned);
  }

  /**
   * A numeric column whose bounds are learned.
   *
   * @param column the column
   * @param transform applied to value and bounds before scaling
   */
  record UnlearnedNumeric(String column, NumericTransform transform) implements NumericColumn {
    @Override
    public Numeric with(LearnedFeatures learned) {
      LearnedBounds.Range range = learned.bounds().get(column);
      if (range == null) {
        throw new IllegalArgumentException("the bounds of a column were not learned: " + column);
      }
      return new Numeric(column, range.min(), range.max(), transform, learned.source());
    }
  }

  /**
   * A categorical column whose vocabulary is learned.
   *
   * @param column the column
   * @param capacity most values kept
   */
  record UnlearnedCategorical(String column, int capacity) implements CategoricalColumn {
    @Override
    public Categorical with(LearnedFeatures learned) {
      List<String> values = learned.vocabularies().get(column);
      if (values == null) {
        throw new IllegalArgumentException("the values of a column were not learned: " + column);
      }
      return new Categorical(column, values, learned.source(), capacity);
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
   * Images whose inputs are a public function of each image alone.
   *
   * @param pixels the images
   * @param transform the function
   */
  record Transformed(Pixels pixels, ImageTransform transform) implements FeatureSpec {
    @Override
    public int width() {
      return transform.width(pixels.rows(), pixels.columns());
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
  record Numeric(String column, double min, double max, NumericTransform transform, String source)
      implements NumericColumn {
    @Override
    public Numeric with(LearnedFeatures learned) {
      return this;
    }
  }

  /**
   * One input per value, inputs that stay 0 up to the capacity, and one for out-of-vocabulary,
   * missing included unless the marker is itself a value.
   *
   * @param column the column
   * @param values the vocabulary, public or released
   * @param source where it is publicly known from
   * @param capacity most values it could have had, which fixes the number of inputs
   */
  record Categorical(String column, List<String> values, String source, int capacity)
      implements CategoricalColumn {
    public Categorical {
      values = List.copyOf(values);
      if (values.size() > capacity) {
        throw new IllegalArgumentException(
            values.size() + " values where " + capacity + " at most were planned: " + column);
      }
    }

    /** A column whose vocabulary is declared, with an input for each value and no more. */
    public Categorical(String column, List<String> values, String source) {
      this(column, values, source, values.size());
    }

    @Override
    public Categorical with(LearnedFeatures learned) {
      return this;
    }
  }
}
