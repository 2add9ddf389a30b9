package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Rules on what is learned: it is known from the spec alone which columns, and what is learned and
 * evaluated leaves some of the budget for training.
 */
final class LearningRules {
  private static final SpecPath FEATURES = SpecPath.of("data", "features");
  private static final SpecPath WEIGHTS = SpecPath.of("training", "classWeights");

  private final JsonNode root;
  private final JsonNode features;
  private final Problems problems;

  private LearningRules(JsonNode root, Problems problems) {
    this.root = root;
    this.features = root.path("data").path("features");
    this.problems = problems;
  }

  static void check(JsonNode root, Problems problems) {
    LearningRules rules = new LearningRules(root, problems);
    rules.profile();
    rules.someColumn("numeric", "bounds");
    rules.someColumn("categorical", "vocabularies");
    rules.unknownValues();
    rules.transforms();
    rules.range();
    rules.declaredWeights();
    rules.shares();
  }

  private void profile() {
    if (ProfileValues.isPending(root.path("data")) && problems.isEmpty()) {
      problems.value(
          SpecPath.of("data", "profile"),
          "the profile was not read",
          "use the command lethe, which verifies its report");
    }
  }

  /** The columns of a kind that are not described. */
  private Set<String> undescribed(String kind, String table) {
    Set<String> names = new LinkedHashSet<>(SpecRules.texts(features.path(kind)));
    features.path(table).fieldNames().forEachRemaining(names::remove);
    return names;
  }

  private void someColumn(String kind, String table) {
    if (features.path(table).has(FeatureBinder.LEARN) && undescribed(kind, table).isEmpty()) {
      problems.key(
          FEATURES.key(table).key(FeatureBinder.LEARN),
          "there is no " + kind + " column without public " + table,
          "remove it: it would cost epsilon for nothing");
    }
  }

  /**
   * A value that one person alone has is never learned. To refuse the run for it would tell that it
   * is there: by a run that was begun and left no model.
   */
  private void unknownValues() {
    JsonNode unknown = features.path("unknownCategory");
    if (!unknown.asText().equals(UnknownCategoryPolicy.REFUSE.tag())) {
      return;
    }
    JsonNode vocabularies = features.path("vocabularies");
    boolean learned = vocabularies.has(FeatureBinder.LEARN);
    JsonNode run = root.path("data").path("profile").path("run");
    for (JsonNode vocabulary : vocabularies) {
      learned |=
          run.isTextual()
              && vocabulary.path("source").asText().equals(ProfileValues.source(run.asText()));
    }
    if (learned) {
      problems.value(
          FEATURES.key("unknownCategory"),
          "a rare value is never among the learned ones, so whether the run is refused would tell"
              + " whether somebody has one",
          "write out-of-vocabulary, or declare every vocabulary");
    }
  }

  private void transforms() {
    SpecPath path = FEATURES.key("bounds").key(FeatureBinder.LEARN).key("transforms");
    Set<String> learned = undescribed("numeric", "bounds");
    JsonNode transforms = features.path("bounds").path(FeatureBinder.LEARN).path("transforms");
    for (Map.Entry<String, JsonNode> entry : transforms.properties()) {
      if (!learned.contains(entry.getKey())) {
        problems.key(
            path.key(entry.getKey()),
            ProblemText.quote(entry.getKey()) + " is not a numeric column whose bounds are learned",
            Nearest.of(entry.getKey(), learned)
                .map(near -> "did you mean " + ProblemText.quote(near) + "?")
                .orElse("give a declared column its transform beside its bounds"));
      }
    }
  }

  private void range() {
    SpecPath path = FEATURES.key("bounds").key(FeatureBinder.LEARN);
    range(features.path("bounds").path(FeatureBinder.LEARN), path.key("range"));
  }

  static void checkProfile(JsonNode root, Problems problems) {
    new LearningRules(root, problems)
        .range(root.path("statistics"), SpecPath.of("statistics", "range"));
  }

  private void range(JsonNode learn, SpecPath path) {
    OptionalDouble min = SpecRules.number(learn.path("range").path(0));
    OptionalDouble max = SpecRules.number(learn.path("range").path(1));
    if (min.isEmpty() || max.isEmpty()) {
      return;
    }
    if (!(min.getAsDouble() < max.getAsDouble())) {
      problems.value(
          path,
          "the second number must be above the first",
          "write [min, max], a public range in which the values of these columns lie");
    } else if (!Double.isFinite(max.getAsDouble() - min.getAsDouble())) {
      problems.value(path, "is too wide for double precision", "narrow it, or leave it out");
    }
    for (Map.Entry<String, JsonNode> entry : learn.path("transforms").properties()) {
      if (entry.getValue().asText().equals(NumericTransform.LOG1P.tag())
          && max.getAsDouble() <= 0) {
        problems.value(
            path,
            "log1p of " + ProblemText.quote(entry.getKey()) + " needs values above 0",
            "write asinh, or raise the range");
      }
    }
  }

  private void declaredWeights() {
    JsonNode values = root.path("training").path("classWeights").path("values");
    List<String> classes = classes(root.path("data").path("label"));
    if (!values.isObject() || classes.isEmpty()) {
      return;
    }
    for (String name : classes) {
      if (!values.has(name)) {
        problems.key(
            WEIGHTS.key("values").key(name),
            "the class " + ProblemText.quote(name) + " has no weight",
            "give every class one; 1 leaves it as it is");
      }
    }
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      if (!classes.contains(entry.getKey())) {
        problems.key(
            WEIGHTS.key("values").key(entry.getKey()),
            ProblemText.quote(entry.getKey()) + " is not a class",
            Nearest.of(entry.getKey(), classes)
                .map(near -> "did you mean " + ProblemText.quote(near) + "?")
                .orElse("remove it"));
      }
    }
  }

  /** The classes' names, or none where the label itself is not right. */
  private static List<String> classes(JsonNode label) {
    if (label.has("positive")) {
      return new LabelSpec.Binary("", List.of()).classNames();
    }
    if (label.path("classes").isArray()) {
      return SpecRules.texts(label.path("classes"));
    }
    JsonNode count = label.path("classes");
    return count.isInt() && count.asInt() >= 2 && count.asInt() <= 256
        ? new LabelSpec.Idx(new DataSource.Catalog(""), count.asInt()).classNames()
        : List.of();
  }

  private void shares() {
    JsonNode vocabularies = features.path("vocabularies").path(FeatureBinder.LEARN);
    double spent =
        features.path("bounds").path(FeatureBinder.LEARN).path("epsilon").asDouble()
            + vocabularies.path("epsilon").asDouble()
            + weights(root).path("epsilon").asDouble()
            + root.path("evaluation").path("epsilon").asDouble();
    OptionalDouble epsilon = SpecRules.number(root.path("privacy").path("epsilon"));
    if (epsilon.isPresent() && spent > 0 && spent >= epsilon.getAsDouble()) {
      problems.value(
          SpecPath.of("privacy", "epsilon"),
          "learning and evaluation take "
              + SpecRules.text(spent)
              + " of "
              + SpecRules.text(epsilon.getAsDouble())
              + ", which leaves nothing for training",
          "lower the epsilon of what is learned or evaluated, or raise this one");
    }
    OptionalDouble delta = SpecRules.number(root.path("privacy").path("delta"));
    OptionalDouble share = SpecRules.number(vocabularies.path("delta"));
    if (delta.isPresent() && share.isPresent() && share.getAsDouble() >= delta.getAsDouble()) {
      problems.value(
          FEATURES.key("vocabularies").key(FeatureBinder.LEARN).key("delta"),
          "the vocabularies take the whole delta of the run",
          "write less than privacy.delta; a thousandth of it is usual");
    }
  }

  private static JsonNode weights(JsonNode root) {
    return root.path("training").path("classWeights").path(FeatureBinder.LEARN);
  }
}
