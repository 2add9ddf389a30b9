package dev.lethe.spec;

import java.util.List;
import java.util.stream.IntStream;

/** How a record's label is read; classes are public. */
public sealed interface LabelSpec {

  /** Number of classes, 2 for a binary label. */
  int classes();

  /** A name for each class in order; {@code negative} and {@code positive} for a binary label. */
  List<String> classNames();

  /**
   * 1 where the column holds one of the positive values, 0 elsewhere.
   *
   * @param column the label column
   * @param positive values that count as positive, at least one
   */
  record Binary(String column, List<String> positive) implements LabelSpec {
    public Binary {
      positive = List.copyOf(positive);
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public List<String> classNames() {
      return List.of("negative", "positive");
    }
  }

  /**
   * The index of the column's value among the classes; a record with another value contributes
   * nothing.
   *
   * @param column the label column
   * @param values the classes in order, at least two
   */
  record Multiclass(String column, List<String> values) implements LabelSpec {
    public Multiclass {
      values = List.copyOf(values);
    }

    @Override
    public int classes() {
      return values.size();
    }

    @Override
    public List<String> classNames() {
      return values;
    }
  }

  /** No label: records are described, not predicted. */
  record None() implements LabelSpec {
    @Override
    public int classes() {
      return 0;
    }

    @Override
    public List<String> classNames() {
      return List.of();
    }
  }

  /**
   * Labels in an IDX file beside the images.
   *
   * @param source the label file
   * @param classes number of classes; labels are 0 to classes - 1
   */
  record Idx(DataSource source, int classes) implements LabelSpec {
    @Override
    public List<String> classNames() {
      return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }
  }
}
