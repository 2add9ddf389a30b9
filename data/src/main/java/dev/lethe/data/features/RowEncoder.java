package dev.lethe.data.features;

import dev.lethe.data.read.Columns;
import dev.lethe.data.read.DataException;
import dev.lethe.data.read.Row;
import dev.lethe.data.read.RowSource;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import dev.lethe.spec.UnknownCategoryPolicy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Encodes rows of a table by public knowledge alone: what one row becomes depends on that row and
 * the spec, never on other rows.
 */
public final class RowEncoder {
  private final String file;
  private final int width;
  private final List<NumericEncoder> numeric;
  private final int[] numericColumns;
  private final List<CategoryEncoder> categorical;
  private final int[] categoricalColumns;
  private final Set<String> missing;
  private final UnknownCategoryPolicy unknown;
  private final Optional<LabelReader> label;
  private final int labelColumn;
  private final EncodingNotes notes = new EncodingNotes();

  private RowEncoder(RowSource rows, FeatureSpec.Columns features, Optional<LabelReader> label) {
    this.file = rows.name();
    this.width = features.width();
    this.numeric = features.numeric().stream().map(n -> new NumericEncoder(n, file)).toList();
    this.numericColumns = numeric.stream().mapToInt(n -> Columns.find(rows, n.column())).toArray();
    this.categorical = features.categorical().stream().map(CategoryEncoder::new).toList();
    this.categoricalColumns =
        categorical.stream().mapToInt(c -> Columns.find(rows, c.column())).toArray();
    this.missing = features.missing().stream().map(String::strip).collect(Collectors.toSet());
    this.unknown = features.unknown();
    this.label = label;
    this.labelColumn = label.map(l -> Columns.find(rows, l.column())).orElse(-1);
  }

  /**
   * An encoder for the rows of a table that has all columns of the spec.
   *
   * @throws DataException if a column is missing
   */
  public static RowEncoder of(RowSource rows, FeatureSpec.Columns features, LabelSpec label) {
    return new RowEncoder(rows, features, Optional.of(new LabelReader(label)));
  }

  /**
   * An encoder for rows whose label is not read.
   *
   * @throws DataException if a feature's column is missing
   */
  public static RowEncoder withoutLabel(RowSource rows, FeatureSpec.Columns features) {
    return new RowEncoder(rows, features, Optional.empty());
  }

  /**
   * An encoder for rows to predict: a label column that is there is read, and may be absent.
   *
   * @throws DataException if a feature's column is missing
   */
  public static RowEncoder forPrediction(
      RowSource rows, FeatureSpec.Columns features, LabelSpec label) {
    LabelReader reader = new LabelReader(label);
    boolean present = rows.header().contains(reader.column().strip());
    return new RowEncoder(rows, features, present ? Optional.of(reader) : Optional.empty());
  }

  /** Inputs per row. */
  public int width() {
    return width;
  }

  /** Whether rows have a label column. */
  public boolean hasLabel() {
    return label.isPresent();
  }

  /** What could not be read so far. Private: for the operator's log only. */
  public EncodingNotes notes() {
    return notes;
  }

  /** Whether a cell stands for a missing value. */
  public boolean isMissing(String cell) {
    String value = cell.strip();
    return value.isEmpty() || missing.contains(value);
  }

  /** The class of a row, -1 where it has none of the declared classes or there is no label. */
  public int label(Row row) {
    return label.map(l -> l.read(row.values().get(labelColumn).strip())).orElse(-1);
  }

  /**
   * Writes the inputs of a row, each in [-1, 1].
   *
   * @param row a row of the table this encoder was made for
   * @param into where to
   * @param offset index of the first of {@link #width()} inputs
   * @throws DataException if a value is outside its vocabulary and the spec refuses that
   */
  public void encode(Row row, float[] into, int offset) {
    Arrays.fill(into, offset, offset + width, 0f);
    int at = offset;
    for (int i = 0; i < numericColumns.length; i++) {
      into[at++] = number(numeric.get(i), row.values().get(numericColumns[i]).strip());
    }
    for (int i = 0; i < categoricalColumns.length; i++) {
      CategoryEncoder category = categorical.get(i);
      String value = row.values().get(categoricalColumns[i]).strip();
      if (!category.knows(value) && !isMissing(value)) {
        unknown(row, category.column());
      }
      category.encode(value, into, at);
      at += category.width();
    }
  }

  private float number(NumericEncoder encoder, String text) {
    if (isMissing(text)) {
      return 0f;
    }
    double value = Numbers.parse(text);
    if (Double.isNaN(value)) {
      notes.unreadable(encoder.column());
      return 0f;
    }
    return encoder.encode(value);
  }

  private void unknown(Row row, String column) {
    if (unknown == UnknownCategoryPolicy.REFUSE) {
      throw new DataException(
          DataException.Place.of(file).line(row.line()).column(column),
          "the value is outside the declared vocabulary",
          "Add it to the vocabulary if it is publicly known, or set unknownCategory:"
              + " out-of-vocabulary.");
    }
    notes.unknown(column);
  }
}
