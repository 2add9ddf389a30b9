package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.data.PredictionInput;
import dev.lethe.data.UnitTable;
import dev.lethe.training.Evaluation;
import dev.lethe.training.Metrics;
import dev.lethe.training.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    description = {
      "Measures a model on all labelled rows of a file, without noise: treat the figures as private as the rows.",
      "Example: lethe evaluate out/bc/model newer-patients.csv"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final int CHUNK_ROWS = 256;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model folder.")
  Path modelFolder = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "A file (CSV, .gz, x.zip!entry, IDX images) or catalog:NAME.")
  String data = "";

  @Option(names = "--labels", paramLabel = "FILE", description = "The IDX labels of IDX images.")
  @Nullable String labels;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try {
      TrainedModel model = ModelFiles.load(modelFolder, err);
      Metrics metrics;
      try (PredictionInput rows = ScoringRows.open(data, Optional.ofNullable(labels), model)) {
        metrics = measure(model, rows);
      }
      print(metrics);
      err.println(
          "note: measured on all rows of the file without noise, rows the model was trained on included if it holds"
              + " any; these figures are outside every privacy guarantee");
      return ExitCode.DONE.code();
    } catch (IOException e) {
      throw Failures.outside("no evaluation", e);
    }
  }

  private Metrics measure(TrainedModel model, PredictionInput rows) throws IOException {
    if (!rows.hasLabels()) {
      throw CommandException.badUsage(
          data
              + " has no labels; evaluate needs the label column the model was trained on, or --labels for images");
    }
    int width = rows.width();
    float[] inputs = new float[0];
    int[] truth = new int[0];
    float[] chunk = new float[width * CHUNK_ROWS];
    int[] classes = new int[CHUNK_ROWS];
    int count = 0;
    for (int n = rows.read(chunk, classes); n > 0; n = rows.read(chunk, classes)) {
      if (count + n > truth.length) {
        truth = Arrays.copyOf(truth, 2 * (count + n));
        inputs = Arrays.copyOf(inputs, Math.multiplyExact(truth.length, width));
      }
      System.arraycopy(chunk, 0, inputs, count * width, n * width);
      System.arraycopy(classes, 0, truth, count, n);
      count += n;
    }
    int[] known = Arrays.copyOf(truth, count);
    if (Arrays.stream(known).noneMatch(label -> label >= 0)) {
      throw CommandException.badUsage(data + " has no row with a label of the model's classes");
    }
    int[] firstRow = new int[count + 1];
    Arrays.setAll(firstRow, i -> i);
    return Evaluation.of(
        model,
        new UnitTable(
            new byte[count * UnitTable.ID_BYTES],
            firstRow,
            width,
            Arrays.copyOf(inputs, count * width),
            known));
  }

  private void print(Metrics metrics) {
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("records", metrics.records());
    TrainCommand.put(node, metrics);
    if (json) {
      Output.json(out, node);
    } else {
      node.properties().forEach(f -> out.println(f.getKey() + " " + f.getValue()));
      out.flush();
    }
  }
}
