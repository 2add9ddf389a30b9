package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rules on a charged evaluation: its settings go with it alone, and its groups are public. */
final class EvaluationRules {
  private static final SpecPath EVALUATION = SpecPath.of("evaluation");

  private EvaluationRules() {}

  static void check(JsonNode root, Problems problems) {
    JsonNode settings = root.path("evaluation");
    if (!settings.isObject()) {
      return;
    }
    if (!settings.path("mode").asText().equals(EvaluationMode.CHARGED.tag())) {
      for (String key : List.of("epsilon", "bins", "groupBy")) {
        if (settings.has(key)) {
          problems.key(
              EVALUATION.key(key),
              "the key '" + key + "' goes with mode: charged only",
              "remove it, or write mode: charged");
        }
      }
      return;
    }
    if (settings.path("bins").asInt(0) % 2 != 0) {
      problems.value(
          EVALUATION.key("bins"),
          "must be even, so that even odds lie between two bins",
          "write for example " + (settings.path("bins").asInt() + 1));
    }
    String column = settings.path("groupBy").asText("");
    JsonNode features = root.path("data").path("features");
    Set<String> described = new TreeSet<>(SpecRules.texts(features.path("categorical")));
    described.removeIf(name -> !features.path("vocabularies").has(name));
    if (!column.isEmpty() && !described.contains(column)) {
      problems.value(
          EVALUATION.key("groupBy"),
          ProblemText.quote(column) + " is not a categorical column with a public vocabulary",
          Nearest.of(column, described)
              .map(near -> "did you mean " + ProblemText.quote(near) + "?")
              .orElse("name one of data.features.categorical and give it a vocabulary"));
    }
  }
}
