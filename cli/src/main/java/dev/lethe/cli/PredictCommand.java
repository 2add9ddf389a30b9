package dev.lethe.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.data.PredictionInput;
import dev.lethe.spec.LabelSpec;
import dev.lethe.training.TrainedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "predict",
    description = {
      "Class probabilities of rows, as CSV on standard output; preprocessing is the model's own.",
      "Example: lethe predict out/bc/model patients.csv"
    })
final class PredictCommand implements Callable<Integer> {
  private static final int CHUNK_ROWS = 256;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model folder.")
  Path modelFolder = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "A file (CSV, .gz, x.zip!entry, IDX images) or catalog:NAME.")
  String data = "";

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      TrainedModel model = ModelFiles.load(modelFolder, err);
      List<String> classes = classNames(model.label());
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      classes.forEach(node.putArray("classes")::add);
      ArrayNode all = node.putArray("probabilities");
      if (!json) {
        out.println(classes.stream().map(PredictCommand::cell).collect(Collectors.joining(",")));
      }
      try (PredictionInput rows = ScoringRows.open(data, Optional.empty(), model)) {
        float[] inputs = new float[rows.width() * CHUNK_ROWS];
        int[] ignored = new int[CHUNK_ROWS];
        for (int n = rows.read(inputs, ignored); n > 0; n = rows.read(inputs, ignored)) {
          for (float[] row : model.predict(Arrays.copyOf(inputs, n * rows.width()), n)) {
            if (json) {
              ArrayNode one = all.addArray();
              for (float p : row) {
                one.add(p);
              }
            } else {
              out.println(
                  IntStream.range(0, row.length)
                      .mapToObj(c -> Float.toString(row[c]))
                      .collect(Collectors.joining(",")));
            }
          }
        }
      }
      if (json) {
        Output.json(out, node);
      }
      out.flush();
      return ExitCode.DONE.code();
    } catch (IOException e) {
      throw Failures.outside("no predictions", e);
    }
  }

  private static List<String> classNames(LabelSpec label) {
    if (label instanceof LabelSpec.Multiclass multiclass) {
      return multiclass.values();
    }
    if (label instanceof LabelSpec.Binary) {
      return List.of("negative", "positive");
    }
    return IntStream.range(0, label.classes()).mapToObj(Integer::toString).toList();
  }

  private static String cell(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
