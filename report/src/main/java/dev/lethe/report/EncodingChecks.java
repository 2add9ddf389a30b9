package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.crypto.seal.DurableFiles;
import dev.lethe.privacy.ledger.CanonicalJson;
import dev.lethe.privacy.ledger.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Checks that whatever the model's encoding holds about a column was either declared in the spec or
 * released by a charged part that the report lists.
 */
final class EncodingChecks {
  private static final String FILE = "preprocessing.json";
  private static final int MOST_BYTES = 1 << 24;
  private static final int MOST_DEPTH = 16;

  /** How a spec names where a value is from that an earlier private profile released. */
  private static final String FROM_PROFILE = "profile ";

  /** Runs of the command line are named by UUIDs. */
  private static final Pattern PROFILE_RUN =
      Pattern.compile(FROM_PROFILE + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final EpsilonStatement statement;
  private final CheckList checks;
  private final List<String> wrong = new ArrayList<>();

  EncodingChecks(EpsilonStatement statement, CheckList checks) {
    this.statement = statement;
    this.checks = checks;
  }

  void run(Optional<Path> modelFolder) {
    profile();
    if (!wrong.isEmpty()) {
      checks.failed(CheckNames.LEARNED_VALUES, String.join("; ", wrong));
    } else if (!statement.trains()) {
      checks.notChecked(CheckNames.LEARNED_VALUES, StatementChecks.NO_TRAINING);
    } else if (modelFolder.isEmpty()) {
      checks.notChecked(
          CheckNames.LEARNED_VALUES,
          "the model holds the encoding in use; name its folder with --model");
    } else {
      model(modelFolder.get());
    }
  }

  /** What the spec took from a profile is what the earlier run of that name released. */
  private void profile() {
    JsonNode data = statement.spec().canonical().path("data");
    String run = data.path("profile").path("run").asText();
    JsonNode features = data.path("features");
    for (Map.Entry<String, JsonNode> entry : features.path("bounds").properties()) {
      JsonNode bounds = entry.getValue();
      requireNamed(run, bounds, entry.getKey());
      if (isOf(run, bounds)) {
        requireOf(run, bounds, ReleasedValue.BOUNDS, entry.getKey(), numbers(bounds), List.of());
      }
    }
    for (Map.Entry<String, JsonNode> entry : features.path("vocabularies").properties()) {
      JsonNode vocabulary = entry.getValue();
      requireNamed(run, vocabulary, entry.getKey());
      if (isOf(run, vocabulary)) {
        requireOf(
            run,
            vocabulary,
            ReleasedValue.VOCABULARY,
            entry.getKey(),
            List.of(),
            texts(vocabulary));
      }
    }
  }

  /** A source that reads as a profile's has to be the profile that the spec names. */
  private void requireNamed(String run, JsonNode declared, String column) {
    String source = declared.path("source").asText();
    if (PROFILE_RUN.matcher(source).matches() && !isOf(run, declared)) {
      wrong.add(
          "the spec says that the values of "
              + column
              + " are from the "
              + source
              + ", and names no such profile");
    }
  }

  private static boolean isOf(String run, JsonNode declared) {
    return !run.isEmpty() && declared.path("source").asText().equals(FROM_PROFILE + run);
  }

  private void requireOf(
      String run,
      JsonNode declared,
      String kind,
      String column,
      List<Double> numbers,
      List<String> texts) {
    boolean listed =
        statement.priorRuns().stream()
            .filter(prior -> prior.runId().equals(run))
            .flatMap(prior -> prior.parts().stream())
            .flatMap(part -> part.values().stream())
            .filter(value -> value.kind().equals(kind) && value.name().equals(column))
            .anyMatch(value -> agrees(value, declared, numbers, texts));
    if (!listed) {
      wrong.add(
          "the spec takes the "
              + kind
              + " of "
              + column
              + " from the profile "
              + run
              + ", and no charged part of that run lists it");
    }
  }

  /**
   * A profile's lower end may be raised to 0 where the spec takes a logarithm; no more than that.
   */
  private static boolean agrees(
      ReleasedValue value, JsonNode declared, List<Double> numbers, List<String> texts) {
    boolean log = declared.path("transform").asText().equals("log1p");
    return value.texts().equals(texts)
        && (value.numbers().equals(numbers)
            || (log
                && numbers.size() == 2
                && value.numbers().get(1).equals(numbers.get(1))
                && value.numbers().get(0) < 0
                && numbers.get(0) == 0));
  }

  private void model(Path folder) {
    try {
      JsonNode features =
          CanonicalJson.parseStrict(
                  DurableFiles.readBounded(folder.resolve(FILE), MOST_BYTES),
                  MOST_BYTES,
                  MOST_DEPTH)
              .path("features");
      int columns = 0;
      for (JsonNode column : features.path("numeric")) {
        columns++;
        encoded("bounds", ReleasedValue.BOUNDS, column, numbers(column), List.of());
      }
      for (JsonNode column : features.path("categorical")) {
        columns++;
        encoded("vocabularies", ReleasedValue.VOCABULARY, column, List.of(), texts(column));
      }
      checks.requireNone(
          CheckNames.LEARNED_VALUES,
          wrong,
          columns
              + " columns: each one's bounds or vocabulary in the model are declared in the spec, or"
              + " released by a part that was charged for them");
    } catch (IOException | MalformedJsonException e) {
      checks.failed(CheckNames.LEARNED_VALUES, "the model's encoding cannot be read: " + e);
    }
  }

  private void encoded(
      String key, String kind, JsonNode column, List<Double> numbers, List<String> texts) {
    String name = column.path("column").asText();
    JsonNode declared =
        statement.spec().canonical().path("data").path("features").path(key).path(name);
    boolean asDeclared =
        declared.isObject() && numbers(declared).equals(numbers) && texts(declared).equals(texts);
    boolean asReleased =
        !declared.isObject()
            && statement.released(kind).contains(new ReleasedValue(kind, name, numbers, texts));
    if (!asDeclared && !asReleased) {
      wrong.add(
          "the model encodes "
              + name
              + " by "
              + kind
              + " that are neither the spec's nor among the released values");
    }
  }

  private static List<Double> numbers(JsonNode node) {
    return node.has("min")
        ? List.of(node.path("min").asDouble(), node.path("max").asDouble())
        : List.of();
  }

  private static List<String> texts(JsonNode node) {
    return StreamSupport.stream(node.path("values").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
