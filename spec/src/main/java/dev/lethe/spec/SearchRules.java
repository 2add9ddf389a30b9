package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules on a search: it varies only what leaves the privacy event of a trial as it is, and every
 * combination of its values is a valid spec.
 */
final class SearchRules {
  static final SpecPath SEARCH = SpecPath.of("search");
  private static final SpecPath SPACE = SEARCH.key("space");

  /**
   * All of these act on noised sums, or before clipping on one unit alone. A type goes with keys of
   * its own, so it varies with the whole model or optimizer only.
   */
  private static final Set<String> FREE =
      Set.of(
          "model",
          "model.hidden",
          "model.activation",
          "optimizer",
          "optimizer.learningRate",
          "optimizer.momentum",
          "optimizer.beta1",
          "optimizer.beta2",
          "optimizer.epsilon",
          "optimizer.nesterov",
          "optimizer.weightDecay",
          "optimizer.biasCorrection",
          "privacy.clipping.norm",
          "training.physicalBatch");

  private final JsonNode root;
  private final Problems problems;

  private SearchRules(JsonNode root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  static void check(SpecTree tree, Problems problems) {
    JsonNode search = tree.root().path("search");
    if (!search.isObject()) {
      return;
    }
    SearchRules rules = new SearchRules(tree.root(), problems);
    rules.trials(search.path("trials"));
    rules.score(search.path("score"));
    if (rules.keys(search.path("space")) && problems.isEmpty()) {
      rules.combinations(SearchJson.space(search.path("space")));
    }
  }

  private void trials(JsonNode trials) {
    String law = trials.path("law").asText();
    double mean = trials.path("mean").asDouble(2);
    if (!law.equals(TrialLaw.POISSON.tag()) && !(mean > 1)) {
      problems.value(
          SEARCH.key("trials").key("mean"),
          "must be greater than 1 under this law, which runs at least one trial",
          "write how many trials to expect, for example 6");
    }
    boolean shaped = law.equals(TrialLaw.NEGATIVE_BINOMIAL.tag());
    if (shaped && !trials.has("shape")) {
      problems.key(
          SEARCH.key("trials").key("shape"),
          "the key 'shape' is missing",
          "add 'shape: 0.5', or write law: geometric (shape 1) or logarithmic (shape 0)");
    } else if (!shaped && trials.has("shape") && !law.isEmpty()) {
      problems.key(
          SEARCH.key("trials").key("shape"),
          "the key 'shape' goes with law: negative-binomial only",
          "remove it");
    }
  }

  private void score(JsonNode score) {
    JsonNode split = root.path("data").path("split");
    boolean held =
        split.has("train")
            ? !split.path("test").isEmpty()
            : split.path("test").asDouble(SpecBinder.DEFAULT_TEST) > 0;
    if (!held) {
      problems.value(
          SEARCH,
          "nothing is held out to compare trials on",
          "set data.split.test above 0, or remove search");
    }
    if (score.path("metric").asText().equals(ScoreMetric.AUC.tag())
        && !root.path("data").path("label").has("positive")) {
      problems.value(
          SEARCH.key("score").key("metric"),
          "auc is a score of two classes, and the label has more",
          "write brier or accuracy");
    }
  }

  private boolean keys(JsonNode space) {
    boolean usable = !space.isEmpty();
    if (space.isObject() && space.isEmpty()) {
      problems.value(SPACE, "has nothing to choose from", "name a key and its values");
    }
    long combinations = 1;
    List<String> names = new ArrayList<>();
    space.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode values = space.path(name);
      usable &= key(name, names) && problems.isEmpty() && distinct(name, values);
      combinations *= Math.max(1, values.size());
      if (combinations > SearchSpec.MOST_COMBINATIONS) {
        problems.value(
            SPACE,
            "has more than " + SearchSpec.MOST_COMBINATIONS + " combinations",
            "a search tries a few of them: leave out values that are unlikely to be the best");
        return false;
      }
    }
    return usable;
  }

  private boolean key(String name, List<String> names) {
    Optional<String> above =
        names.stream().filter(other -> name.startsWith(other + ".")).findFirst();
    if (above.isPresent()) {
      problems.key(
          SPACE.key(name),
          "overlaps with " + ProblemText.quote(above.get()),
          "vary the whole or its parts, not both");
      return false;
    }
    if (FREE.contains(name)) {
      return true;
    }
    boolean known = name.matches("(data|privacy|training|evaluation|budget|report|metadata)\\b.*");
    problems.key(
        SPACE.key(name),
        ProblemText.quote(name)
            + (known
                ? " may not vary: all trials must have one privacy event on the same data"
                : " is not a key that a search can vary"),
        known
            ? "run separate trainings instead; each is charged"
            : Nearest.of(name, FREE)
                .map(near -> "did you mean " + ProblemText.quote(near) + "?")
                .orElse("known: " + String.join(", ", FREE.stream().sorted().toList())));
    return false;
  }

  private boolean distinct(String name, JsonNode values) {
    Set<String> seen = new HashSet<>();
    boolean distinct = true;
    for (int i = 0; i < values.size(); i++) {
      if (!seen.add(canonical(values.get(i)))) {
        problems.value(
            SPACE.key(name).index(i),
            "stands twice in the list, which would double its chance",
            "remove one");
        distinct = false;
      }
    }
    return distinct;
  }

  private void combinations(List<SearchAxis> space) {
    // Only the space is used; the rest of the spec was checked as it stands.
    SearchSpec search =
        new SearchSpec(new SearchTrials(TrialLaw.GEOMETRIC, 2, 1), space, ScoreMetric.BRIER, 1);
    for (Map<String, String> combination : search.combinations()) {
      List<SpecProblem> wrong = SpecReader.problems(SpecTree.of(applied(root, combination)));
      for (SpecProblem problem : wrong) {
        String culprit =
            combination.keySet().stream()
                .filter(key -> problem.path().startsWith(key))
                .findFirst()
                .orElse(combination.keySet().iterator().next());
        int index = index(space, culprit, combination.get(culprit));
        problems.value(
            SPACE.key(culprit).index(index),
            "with " + text(combination) + ": " + problem.path() + ": " + problem.message(),
            problem.remedy());
      }
    }
  }

  private static int index(List<SearchAxis> space, String key, @Nullable String value) {
    return space.stream()
        .filter(axis -> axis.path().equals(key))
        .findFirst()
        .map(axis -> axis.values().indexOf(value))
        .orElse(0);
  }

  /** A combination in words. */
  static String text(Map<String, String> combination) {
    List<String> parts = new ArrayList<>();
    combination.forEach((key, value) -> parts.add(key + " = " + value));
    return String.join(", ", parts);
  }

  /** A spec without its search, and with these values. */
  static ObjectNode applied(JsonNode root, Map<String, String> combination) {
    ObjectNode copy = root.deepCopy();
    copy.remove("search");
    combination.forEach((path, value) -> put(copy, path, value));
    return copy;
  }

  private static void put(ObjectNode root, String path, String value) {
    String[] keys = path.split("\\.");
    ObjectNode at = root;
    for (int i = 0; i < keys.length - 1; i++) {
      at = at.get(keys[i]) instanceof ObjectNode there ? there : at.putObject(keys[i]);
    }
    at.set(keys[keys.length - 1], SearchJson.tree(value));
  }

  static String canonical(JsonNode value) {
    return new String(CanonicalJson.bytes(value), StandardCharsets.UTF_8);
  }
}
