package dev.lethe.training.trainer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.SequenceSampler;
import ai.djl.translate.Pipeline;
import ai.djl.translate.TranslateException;
import ai.djl.util.PairList;
import dev.lethe.data.DatasetKeys;
import dev.lethe.data.UnitTable;
import dev.lethe.data.UnitTables;
import java.io.IOException;
import java.util.List;

/**
 * A DJL data set as privacy units in memory. A unit's id follows from its own name or content and
 * the dataset's key, never from its place: removing a unit changes nothing for any other.
 */
final class ExampleUnits {
  private static final int BATCH = 256;

  private final Shape input;
  private final ExampleLoss loss;
  private final int inputs;
  private final UnitTables.Builder table;
  private final PrivateTraining training;
  private long examples;

  private ExampleUnits(Shape input, ExampleLoss loss, PrivateTraining training, DatasetKeys keys) {
    this.input = input;
    this.loss = loss;
    this.training = training;
    this.inputs = Math.toIntExact(input.size());
    int width = Math.addExact(inputs, loss.labelWidth());
    this.table =
        training
            .units()
            .map(units -> UnitTables.builder(keys, width, units.maxContributions()))
            .orElseGet(() -> UnitTables.ofRows(keys, width));
  }

  /**
   * Reads all examples, in the data set's own order, with its transforms.
   *
   * @param manager owned by nobody else during the call
   * @param input shape of one example
   * @throws PrivateTrainerException if the examples are not of the supported form
   */
  static UnitTable load(
      RandomAccessDataset data,
      NDManager manager,
      Shape input,
      ExampleLoss loss,
      PrivateTraining training,
      DatasetKeys keys)
      throws IOException, TranslateException {
    requireRepeatable(data);
    ExampleUnits units = new ExampleUnits(input, loss, training, keys);
    try (NDManager reading = manager.newSubManager()) {
      BatchSampler everyOne = new BatchSampler(new SequenceSampler(), BATCH, false);
      for (Batch batch : data.getData(reading, everyOne)) {
        try (batch) {
          units.add(batch);
        }
      }
    }
    UnitTable rows = units.table.build();
    return loss.labels() == ExampleLoss.Labels.CLASS
        ? rows.withLastAsClass()
        : rows.withLastAsTargets(loss.labelWidth());
  }

  /** What one example draws from a shared generator would depend on who stands before it. */
  private static void requireRepeatable(RandomAccessDataset data) {
    for (String name : List.of("pipeline", "targetPipeline")) {
      DjlFields.find(data, RandomAccessDataset.class, name, Pipeline.class)
          .ifPresent(ExampleUnits::requireRepeatable);
    }
  }

  private static void requireRepeatable(Pipeline pipeline) {
    PairList<?, ?> transforms =
        DjlFields.read(pipeline, Pipeline.class, "transforms", PairList.class);
    for (Object transform : transforms.values()) {
      if (transform.getClass().getSimpleName().startsWith("Random")) {
        throw new PrivateTrainerException(
            "the transform " + transform.getClass().getName() + " draws at random",
            "Use transforms whose result follows from the example alone");
      }
    }
  }

  private void add(Batch batch) {
    float[] features = floats(batch.getData(), batch.getSize(), inputs, "data", input.toString());
    float[] labels =
        floats(
            batch.getLabels(),
            batch.getSize(),
            loss.labelWidth(),
            "labels",
            loss.labels() == ExampleLoss.Labels.CLASS
                ? "the number of a class"
                : loss.labelWidth() + " values");
    for (int i = 0; i < batch.getSize(); i++) {
      float[] row = new float[inputs + loss.labelWidth()];
      System.arraycopy(features, i * inputs, row, 0, inputs);
      System.arraycopy(labels, i * loss.labelWidth(), row, inputs, loss.labelWidth());
      requireUsable(row);
      if (training.units().isPresent()) {
        table.add(training.units().get().idOfExample().apply(examples), row, 0);
      } else {
        table.add(row, 0);
      }
      examples++;
    }
  }

  private static float[] floats(
      NDList arrays, int examples, int width, String what, String expected) {
    if (arrays.size() != 1) {
      throw new PrivateTrainerException(
          "an example has " + arrays.size() + " arrays of " + what + ", and one is supported",
          "Join them into one, and split it inside the model");
    }
    NDArray array = arrays.head();
    if (array.getShape().dimension() < 1
        || array.getShape().get(0) != examples
        || array.size() != (long) examples * width) {
      throw new PrivateTrainerException(
          "a batch of "
              + examples
              + " examples has "
              + what
              + " shaped "
              + array.getShape()
              + ", where each example should have "
              + expected,
          "Let the shapes of initialize(..), data set and loss agree");
    }
    try (NDArray floats = array.toType(DataType.FLOAT32, true)) {
      return floats.toFloatArray();
    }
  }

  /** Before the first charge; the message is for whoever may see the data. */
  private void requireUsable(float[] row) {
    for (float value : row) {
      if (!Float.isFinite(value)) {
        throw new PrivateTrainerException(
            "example " + examples + " holds a value that is not a finite number",
            "Replace such values before training");
      }
    }
    int classes = loss.loss().classes();
    float label = row[inputs];
    if (loss.labels() == ExampleLoss.Labels.CLASS
        && !(label == Math.rint(label) && label >= 0 && label < classes)) {
      throw new PrivateTrainerException(
          "example "
              + examples
              + " has the label "
              + label
              + ", which is none of the "
              + classes
              + " classes from 0",
          "Give the model as many outputs as there are classes, or correct the label");
    }
  }
}
