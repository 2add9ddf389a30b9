package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rules on the columns of a table: every input is public in range or vocabulary, and no column is
 * used twice.
 */
final class TableRules {
  private static final SpecPath DATA = SpecPath.of("data");
  private static final SpecPath FEATURES = DATA.key("features");

  private final JsonNode data;
  private final JsonNode features;
  private final Problems problems;

  private TableRules(JsonNode data, Problems problems) {
    this.data = data;
    this.features = data.path("features");
    this.problems = problems;
  }

  static void check(JsonNode data, Problems problems) {
    TableRules rules = new TableRules(data, problems);
    rules.distinct(data.path("label").path("positive"), DATA.key("label").key("positive"));
    rules.distinct(data.path("label").path("classes"), DATA.key("label").key("classes"));
    rules.unitColumn();
    if (rules.features.isObject() && !rules.features.has("pixels")) {
      rules.someFeature();
      rules.columns();
      rules.described(
          "numeric", "bounds", "{ min: 0, max: 100, source: \"...\" }", "learn: { epsilon: 0.1 }");
      rules.described(
          "categorical",
          "vocabularies",
          "{ values: [...], source: \"...\" }",
          "learn: { epsilon: 0.1, delta: 1e-7 }");
      rules
          .features
          .path("bounds")
          .properties()
          .forEach(
              e -> {
                if (!e.getKey().equals(FeatureBinder.LEARN)) {
                  rules.bound(e.getKey(), e.getValue());
                }
              });
      rules.distinct(rules.features.path("missing"), FEATURES.key("missing"));
      for (Map.Entry<String, JsonNode> e : rules.features.path("vocabularies").properties()) {
        SpecPath path = FEATURES.key("vocabularies").key(e.getKey());
        rules.distinct(e.getValue().path("values"), path.key("values"));
      }
    }
  }

  /** Of a profile, which gives no bounds or vocabularies. */
  static void checkProfile(JsonNode data, Problems problems) {
    TableRules rules = new TableRules(data, problems);
    rules.distinct(data.path("label").path("positive"), DATA.key("label").key("positive"));
    rules.distinct(data.path("label").path("classes"), DATA.key("label").key("classes"));
    rules.unitColumn();
    rules.someFeature();
    rules.columns();
    rules.distinct(rules.features.path("missing"), FEATURES.key("missing"));
  }

  private void someFeature() {
    if (features.path("numeric").isEmpty() && features.path("categorical").isEmpty()) {
      problems.value(
          FEATURES,
          "there is nothing to learn from",
          "name columns under numeric or categorical, or the size of images under pixels");
    }
  }

  private void unitColumn() {
    String label = data.path("label").path("column").asText();
    if (!label.isEmpty() && label.equals(data.path("privacyUnit").path("column").asText())) {
      problems.value(
          DATA.key("privacyUnit").key("column"),
          "the label column " + ProblemText.quote(label) + " cannot name the person",
          "name the column that identifies people");
    }
  }

  private void columns() {
    Map<String, String> used = new HashMap<>();
    used.put(data.path("label").path("column").asText(), "the label");
    used.put(data.path("privacyUnit").path("column").asText(), "the privacy unit");
    for (String kind : List.of("numeric", "categorical")) {
      List<String> names = SpecRules.texts(features.path(kind));
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        String before = used.putIfAbsent(name, "a " + kind + " column");
        if (before != null && !name.isEmpty()) {
          problems.value(
              FEATURES.key(kind).index(i),
              "the column " + ProblemText.quote(name) + " is already " + before,
              before.startsWith("the ")
                  ? "remove it here: it must not be an input"
                  : "keep it in one place");
        }
      }
    }
  }

  /** Every column of a kind has its public description, and every description its column. */
  private void described(String kind, String table, String example, String learn) {
    JsonNode columns = features.path(kind);
    JsonNode descriptions = features.path(table);
    Set<String> names = new LinkedHashSet<>(SpecRules.texts(columns));
    boolean learned = descriptions.has(FeatureBinder.LEARN) || ProfileValues.isPending(data);
    int i = 0;
    for (String name : SpecRules.texts(columns)) {
      if (name.equals(FeatureBinder.LEARN)) {
        problems.value(
            FEATURES.key(kind).index(i),
            "a column named 'learn' cannot be told from the key of that name",
            "rename the column");
      } else if (!name.isEmpty() && !descriptions.has(name) && !learned) {
        SpecPath wanted = SpecPath.ROOT.key(name);
        problems.value(
            FEATURES.key(kind).index(i),
            "the " + kind + " column " + ProblemText.quote(name) + " has no public " + table,
            "add "
                + ProblemText.path(wanted)
                + ": "
                + example
                + " under data.features."
                + table
                + ", or have them learned privately with "
                + learn);
      }
      i++;
    }
    for (Map.Entry<String, JsonNode> entry : descriptions.properties()) {
      if (!entry.getKey().equals(FeatureBinder.LEARN) && !names.contains(entry.getKey())) {
        Optional<String> near = Nearest.of(entry.getKey(), names);
        problems.key(
            FEATURES.key(table).key(entry.getKey()),
            ProblemText.quote(entry.getKey()) + " is not among the " + kind + " columns",
            near.map(n -> "did you mean " + ProblemText.quote(n) + "?")
                .orElse("add it to data.features." + kind + " or remove it here"));
      }
    }
  }

  private void bound(String column, JsonNode bound) {
    JsonNode min = bound.path("min");
    JsonNode max = bound.path("max");
    if (!min.isNumber() || !max.isNumber()) {
      return;
    }
    SpecPath path = FEATURES.key("bounds").key(column);
    double low = min.doubleValue();
    double high = max.doubleValue();
    if (!(low < high)) {
      problems.value(
          path.key("max"),
          "must be above min (" + SpecRules.text(low) + "), got " + SpecRules.text(high),
          "give the public range of the column");
      return;
    }
    String name = bound.path("transform").asText(NumericTransform.NONE.tag());
    if (name.equals(NumericTransform.LOG1P.tag()) && low < 0) {
      problems.value(
          path.key("transform"),
          "log1p needs a min that is not negative, got " + SpecRules.text(low),
          "write asinh, or raise min");
      return;
    }
    for (NumericTransform transform : NumericTransform.values()) {
      double range = transform.apply(high) - transform.apply(low);
      if (transform.tag().equals(name) && !(range > 0 && Double.isFinite(range))) {
        problems.value(
            path.key("max"),
            "the range from " + low + " to " + high + " cannot be scaled in double precision",
            "give the range in which values really lie");
      }
    }
  }

  private void distinct(JsonNode list, SpecPath path) {
    Set<String> seen = new HashSet<>();
    List<String> texts = SpecRules.texts(list);
    for (int i = 0; i < texts.size(); i++) {
      if (!seen.add(texts.get(i))) {
        problems.value(
            path.index(i),
            "the value " + ProblemText.quote(texts.get(i)) + " is here twice",
            "keep one of the two");
      }
    }
  }
}
