package dev.lethe.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A small private table and its spec, quick to train on. */
final class TinyRun {
  static final int ROWS = 400;

  private final Path folder;

  private TinyRun(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code people.csv} and {@code spec.yaml} into the folder. */
  static TinyRun in(Path folder) {
    TinyRun run = new TinyRun(folder);
    run.writeTable(table(ROWS));
    run.writeSpec(spec());
    return run;
  }

  static String table(int rows) {
    StringBuilder table = new StringBuilder("person,age,sex,ill\n");
    Random random = new Random(11);
    for (int i = 0; i < rows; i++) {
      int age = 20 + random.nextInt(60);
      boolean ill = random.nextInt(60) < age - 20;
      table
          .append("p")
          .append(i)
          .append(',')
          .append(age)
          .append(',')
          .append(random.nextBoolean() ? "F" : "M")
          .append(',')
          .append(ill ? "yes" : "no")
          .append('\n');
    }
    return table.toString();
  }

  static String spec() {
    return """
        apiVersion: lethe.dev/v1
        kind: TrainingRun
        metadata: { name: tiny }
        data:
          id: tiny-people
          source: file:people.csv
          label: { column: ill, positive: ["yes"] }
          features:
            numeric: [age]
            categorical: [sex]
            bounds: { age: { min: 0, max: 110, source: "human life span" } }
            vocabularies: { sex: { values: [F, M], source: "form" } }
          privacyUnit: { column: person, maxContributions: 2 }
          population: { value: 320, source: "register" }
          split: { test: 0.2 }
        privacy:
          epsilon: 2.0
          delta: 1e-4
          relation: add-or-remove-one
          sampling: { scheme: poisson, expectedBatch: 40 }
          clipping: { norm: 1.0, mode: flat }
        model: { type: logistic-regression }
        optimizer: { type: sgd, learningRate: 0.5 }
        training: { steps: 40, physicalBatch: 64, device: auto, ledgerWindow: 8 }
        evaluation: unprotected
        budget: { grant: { epsilon: 3, delta: 1e-4 } }
        report: { signWith: operator }
        """;
  }

  void writeTable(String text) {
    write(folder.resolve("people.csv"), text);
  }

  void writeSpec(String text) {
    write(folder.resolve("spec.yaml"), text);
  }

  String specFile() {
    return folder.resolve("spec.yaml").toString();
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
