package dev.lethe.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes a commented spec to start from, out of a table's column names alone: it never sees a row,
 * so it cannot leak one. What only public knowledge can answer is left as {@link #FILL_IN}, which
 * {@link SpecReader} refuses place by place until it is filled in.
 */
public final class SpecInit {
  /** Stands where the user must answer. */
  public static final String FILL_IN = "FILL_IN";

  private SpecInit() {}

  /**
   * A spec for a CSV file.
   *
   * @param header the column names
   * @param source the spec's {@code data.source}
   * @param datasetId name of the population, see {@link #datasetId}
   * @throws SpecException if the header has no columns, or a name that is empty or there twice
   */
  public static String forCsv(List<String> header, String source, String datasetId) {
    check(header, source);
    StringBuilder yaml = new StringBuilder();
    yaml.append(HEAD.formatted(datasetId, YamlQuote.of(source), datasetId));
    for (String column : header) {
      yaml.append("      - ").append(YamlQuote.of(column)).append('\n');
    }
    yaml.append(BOUNDS);
    for (String column : header) {
      yaml.append("      ")
          .append(YamlQuote.of(column))
          .append(": { min: FILL_IN, max: FILL_IN, source: FILL_IN }\n");
    }
    return yaml.append(TAIL).toString();
  }

  /** What the user is left to do, in order. */
  public static List<String> toFillIn() {
    return List.of(
        "data.label: the column to predict; then remove it from data.features",
        "data.privacyUnit: the column that names a person, or row: true",
        "data.features: keep the columns to learn from; move those that hold codes or words to"
            + " categorical",
        "data.features.bounds: the range of each numeric column, from public knowledge and not from"
            + " the rows, with its source",
        "data.features.vocabularies: the values of each categorical column, likewise",
        "data.population: the public number of people in training, with its source",
        "privacy: epsilon and delta that the people in the data can live with, and expectedBatch");
  }

  /** A dataset id made of a file's name. */
  public static String datasetId(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String stem = name.replaceFirst("\\.(csv|csv\\.gz|zip|gz|txt)$", "");
    String plain = stem.replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[^a-z0-9]+", "");
    String id = plain.length() > 100 ? plain.substring(0, 100) : plain;
    return id.isEmpty() ? "my-data" : id;
  }

  private static void check(List<String> header, String source) {
    List<SpecProblem> problems = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < header.size(); i++) {
      String column = header.get(i);
      if (column.isBlank()) {
        problems.add(
            problem(source, "column " + (i + 1) + " has no name", "give it one in the header"));
      } else if (!seen.add(column)) {
        problems.add(
            problem(
                source,
                "the header names " + ProblemText.quote(column) + " twice",
                "rename one of the two columns"));
      }
    }
    if (header.isEmpty()) {
      problems.add(problem(source, "there is no header", "the first line must name the columns"));
    }
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
  }

  private static SpecProblem problem(String source, String message, String remedy) {
    return new SpecProblem(ProblemText.plain(source), 1, 1, "", message, remedy);
  }

  private static final String HEAD =
      """
      # A Lethe training run. Everything in this file is public.
      # Replace every FILL_IN, then run: lethe plan THIS_FILE
      # Answer from public knowledge (forms, code books, published statistics), never by looking at
      # the rows: what is read off the rows is not covered by epsilon.
      apiVersion: lethe.dev/v1
      kind: TrainingRun
      metadata: { name: %s }
      data:
        source: %s
        # The privacy budget is kept under this name. Files about the same people share it.
        id: %s
        # The column to predict and the values that count as positive. For several classes write
        # classes: [a, b, c] instead of positive.
        label: { column: FILL_IN, positive: [FILL_IN] }
        # Whose privacy is protected. If a person can have several rows, name the column that tells
        # people apart and how many rows of each to use:
        #   privacyUnit: { column: person_id, maxContributions: 2 }
        # If every row is a different person:
        #   privacyUnit: { row: true }
        privacyUnit: FILL_IN
        # Public number of people in training: { value: 10000, source: "annual report" }
        population: FILL_IN
        # A fifth of the people is held out, each by a keyed hash of their own content.
        split: { test: 0.2 }
        features:
          # Columns to learn from. Remove the label and whatever names a person, and move columns that
          # hold codes or words to categorical.
          numeric:
      """;

  private static final String BOUNDS =
      """
          categorical: []
          # Values that stand for a missing one, besides the empty field, for example ["?", NA].
          missing: []
          # The public range of each numeric column; values outside are clipped to it.
          #   age: { min: 0, max: 120, source: "human life span" }
          # What is not publicly known can be learned, at a part of epsilon; remove those columns here:
          #   learn: { epsilon: 0.1 }
          bounds:
      """;

  private static final String TAIL =
      """
          # The public values of each categorical column; any other value becomes "unknown".
          #   sex: { values: [F, M], source: "admission form" }
          # or learned for all columns that have none: learn: { epsilon: 0.1, delta: 1e-8 }
          vocabularies: {}
      privacy:
        # How much the result may reveal of any one person: 1 is strong, 3 is usual, 10 is weak.
        epsilon: 1.0
        # Below 1 / population; a hundredth of that is usual.
        delta: 1e-6
        relation: add-or-remove-one
        # People expected in a step; a hundredth of the population is a usual start.
        sampling: { scheme: poisson, expectedBatch: FILL_IN }
        clipping: { norm: 1.0, mode: flat }
      model: { type: logistic-regression }
      optimizer: { type: adam, learningRate: 0.02 }
      training: { steps: 400, physicalBatch: 256, device: auto }
      # charged: noisy metrics on held-out people, at a part of epsilon. unprotected: outside the
      # guarantee. Also: public, none.
      evaluation: none
      # The first run on a dataset id grants its budget, for all runs to come, once:
      # budget: { grant: { epsilon: 3, delta: 1e-6, owner: "Dr. Meyer", purpose: "triage study", expires: 2027-12-31 } }
      report: { signWith: operator }
      """;
}
