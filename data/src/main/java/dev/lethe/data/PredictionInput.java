package dev.lethe.data;

import dev.lethe.data.features.PixelEncoder;
import dev.lethe.data.features.RowEncoder;
import dev.lethe.data.read.Content;
import dev.lethe.data.read.CsvRows;
import dev.lethe.data.read.IdxFile;
import dev.lethe.data.read.ReadLimits;
import dev.lethe.data.read.Row;
import dev.lethe.data.read.RowSource;
import dev.lethe.data.transform.BatchEncoder;
import dev.lethe.data.transform.ImageEncoder;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.LabelSpec;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows to predict or to evaluate, streamed in the order of their file and encoded as the model's
 * training rows were. No key, unit or split is involved; labels are read where the data has them.
 */
public final class PredictionInput implements Closeable {
  private final int width;
  private final boolean labels;
  private final Reader reader;

  private PredictionInput(int width, boolean labels, Reader reader) {
    this.width = width;
    this.labels = labels;
    this.reader = reader;
  }

  /**
   * Opens rows for a model.
   *
   * @param data the table, or the images
   * @param labelFile the file of labels beside images; none for a table
   * @param features the model's features
   * @param label the model's label rule
   * @param limits what readers accept
   * @throws dev.lethe.data.read.DataException if the data is missing or does not fit the model
   * @throws IOException if it cannot be read
   */
  public static PredictionInput open(
      Content data,
      Optional<Content> labelFile,
      FeatureSpec features,
      LabelSpec label,
      ReadLimits limits)
      throws IOException {
    Optional<ImageEncoder> encoder = ImageEncoder.of(features);
    if (encoder.isPresent() && label instanceof LabelSpec.Idx idx) {
      return images(data, labelFile, encoder.get(), idx, limits);
    }
    return of(CsvRows.open(data, limits), features, label);
  }

  /**
   * Takes rows that a program holds. Closing this closes them.
   *
   * @throws dev.lethe.data.read.DataException if a feature's column is missing
   * @throws IOException if the source fails to close after such a problem
   */
  public static PredictionInput of(RowSource rows, FeatureSpec features, LabelSpec label)
      throws IOException {
    if (!(features instanceof FeatureSpec.Columns columns)) {
      throw new IllegalArgumentException("a table's features are columns of it");
    }
    boolean opened = false;
    try {
      RowEncoder encoder = RowEncoder.forPrediction(rows, columns, label);
      opened = true;
      return new PredictionInput(
          encoder.width(), encoder.hasLabel(), new TableReader(rows, encoder));
    } finally {
      if (!opened) {
        rows.close();
      }
    }
  }

  private static PredictionInput images(
      Content data,
      Optional<Content> labelFile,
      ImageEncoder encoder,
      LabelSpec.Idx label,
      ReadLimits limits)
      throws IOException {
    IdxFile images = IdxFile.images(data.name(), data.open(limits));
    @Nullable IdxFile labels = null;
    boolean opened = false;
    try {
      PixelEncoder.check(images, encoder.pixels());
      if (labelFile.isPresent()) {
        labels = IdxFile.labels(labelFile.get().name(), labelFile.get().open(limits));
        ImageLoading.checkCounts(images, labels);
      }
      opened = true;
      return new PredictionInput(
          encoder.width(),
          labels != null,
          new ImageReader(images, labels, label.classes(), new BatchEncoder(encoder)));
    } finally {
      if (!opened) {
        images.close();
        if (labels != null) {
          labels.close();
        }
      }
    }
  }

  /** Inputs per row. */
  public int width() {
    return width;
  }

  /** Whether the data has labels. */
  public boolean hasLabels() {
    return labels;
  }

  /**
   * Reads the next rows.
   *
   * @param inputs filled row by row, {@link #width()} inputs each
   * @param classes as many rows as there is room for are read; filled with each row's class, -1
   *     where it has none
   * @return rows read, 0 at the end
   * @throws dev.lethe.data.read.DataException if a row is malformed
   * @throws IOException if the data cannot be read
   */
  public int read(float[] inputs, int[] classes) throws IOException {
    if (inputs.length < (long) classes.length * width) {
      throw new IllegalArgumentException("there is no room for " + classes.length + " rows");
    }
    int n = 0;
    while (n < classes.length && reader.next(inputs, n * width)) {
      classes[n++] = reader.label();
    }
    reader.finish();
    return n;
  }

  /** What could not be read so far, for the operator's log only. */
  public List<String> notes() {
    return reader.notes();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private sealed interface Reader extends Closeable {
    /** Reads a row, whose inputs are there after {@link #finish()} at the latest. */
    boolean next(float[] inputs, int offset) throws IOException;

    void finish();

    int label();

    List<String> notes();
  }

  private static final class TableReader implements Reader {
    private final RowSource rows;
    private final RowEncoder encoder;
    private int label;

    TableReader(RowSource rows, RowEncoder encoder) {
      this.rows = rows;
      this.encoder = encoder;
    }

    @Override
    public boolean next(float[] inputs, int offset) throws IOException {
      Row row = rows.next();
      if (row == null) {
        return false;
      }
      encoder.encode(row, inputs, offset);
      label = encoder.label(row);
      return true;
    }

    @Override
    public void finish() {}

    @Override
    public int label() {
      return label;
    }

    @Override
    public List<String> notes() {
      return encoder.notes().lines();
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }

  private static final class ImageReader implements Reader {
    private final IdxFile images;
    private final @Nullable IdxFile labels;
    private final int classes;
    private final BatchEncoder encoder;

    ImageReader(IdxFile images, @Nullable IdxFile labels, int classes, BatchEncoder encoder) {
      this.images = images;
      this.labels = labels;
      this.classes = classes;
      this.encoder = encoder;
    }

    @Override
    public boolean next(float[] inputs, int offset) throws IOException {
      boolean labelled = labels == null || labels.next();
      if (!images.next() || !labelled) {
        return false;
      }
      encoder.add(images.item(), inputs, offset);
      return true;
    }

    @Override
    public void finish() {
      encoder.flush();
    }

    @Override
    public int label() {
      int value = labels == null ? classes : labels.item()[0] & 0xff;
      return value < classes ? value : -1;
    }

    @Override
    public List<String> notes() {
      return List.of();
    }

    @Override
    public void close() throws IOException {
      images.close();
      if (labels != null) {
        labels.close();
      }
    }
  }
}
