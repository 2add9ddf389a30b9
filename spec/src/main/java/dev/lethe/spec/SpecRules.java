package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The rules that a schema cannot say; they run on whatever parts of a tree make sense. */
final class SpecRules {
  private final JsonNode root;
  private final Problems problems;

  private SpecRules(JsonNode root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  static void check(SpecTree tree, Problems problems) {
    SpecRules rules = new SpecRules(tree.root(), problems);
    rules.sampling();
    rules.relation();
    rules.evaluation();
    MechanismRules.check(tree.root(), problems);
    ModelRules.check(tree.root(), problems);
    GrantJson.check(tree.root().path("budget").path("grant"), problems);
    JsonNode data = tree.root().path("data");
    SourceRules.check(data, problems);
    TableRules.check(data, problems);
    TransformJson.check(data.path("features"), problems);
    LearningRules.check(tree.root(), problems);
    EvaluationRules.check(tree.root(), problems);
    SearchRules.check(tree, problems);
  }

  static void checkProfile(SpecTree tree, Problems problems) {
    new SpecRules(tree.root(), problems).relation();
    JsonNode data = tree.root().path("data");
    SourceRules.check(data, problems);
    TableRules.checkProfile(data, problems);
    LearningRules.checkProfile(tree.root(), problems);
  }

  private void sampling() {
    JsonNode declared = root.path("data").path("population");
    OptionalDouble population = number(declared.isObject() ? declared.path("value") : declared);
    OptionalDouble batch = number(root.path("privacy").path("sampling").path("expectedBatch"));
    if (population.isPresent()
        && batch.isPresent()
        && batch.getAsDouble() > population.getAsDouble()) {
      problems.value(
          SpecPath.of("privacy", "sampling", "expectedBatch"),
          String.format(
              "%s units cannot be expected from a population of %.0f",
              text(batch.getAsDouble()), population.getAsDouble()),
          "lower it to at most data.population; a hundredth of it is a usual start");
    }
  }

  private void relation() {
    if (root.path("privacy").path("relation").asText().equals("replace-one")) {
      problems.value(
          SpecPath.of("privacy", "relation"),
          "there is no proof here for Poisson sampling under replace-one",
          "write add-or-remove-one; (epsilon/2, delta) under it is"
              + " (epsilon, (1 + e^(epsilon/2)) delta) under replace-one");
    }
  }

  private void evaluation() {
    JsonNode settings = root.path("evaluation");
    String mode = (settings.isObject() ? settings.path("mode") : settings).asText("none");
    JsonNode split = root.path("data").path("split");
    boolean held =
        split.has("train") ? !split.path("test").isEmpty() : split.path("test").asDouble(1) > 0;
    if (!mode.equals("none") && split.isObject() && !held) {
      problems.value(
          SpecPath.of("evaluation"),
          "nothing is held out to evaluate on",
          "set data.split.test above 0, or write evaluation: none");
    }
  }

  static OptionalDouble number(JsonNode node) {
    return node.isNumber() ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty();
  }

  /** The text items of a list, whatever else is in it. */
  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    if (list.isArray()) {
      list.forEach(item -> texts.add(item.isTextual() ? item.asText() : ""));
    }
    return texts;
  }

  /** A number as people write it: without a fraction where it has none. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
