package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lethe.spec.SchemaCheck.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says in words what the schema found, with what to do about it. */
final class SchemaMessages {
  private final JsonNode schema;
  private final SpecTree tree;
  private final Problems problems;

  SchemaMessages(JsonNode schema, SpecTree tree, Problems problems) {
    this.schema = schema;
    this.tree = tree;
    this.problems = problems;
  }

  void report(List<Finding> findings) {
    Set<SpecPath> meant = new HashSet<>();
    for (Finding finding : findings) {
      if (finding.keyword().equals("additionalProperties")) {
        unknownKey(finding).map(k -> finding.instance().key(k)).ifPresent(meant::add);
      }
    }
    for (Finding finding : findings) {
      boolean mistyped = meant.contains(finding.instance().key(finding.property()));
      if (!finding.keyword().equals("additionalProperties")
          && !(finding.keyword().equals("required") && mistyped)) {
        report(finding);
      }
    }
  }

  private void report(Finding finding) {
    SpecPath path = finding.instance();
    JsonNode rules = resolved(finding.schemaPath(), finding.schemaPath().size() - 1);
    JsonNode limit = rules.path(finding.keyword());
    JsonNode value = valueAt(path);
    String got = ", got " + shown(path, value);
    switch (finding.keyword()) {
      case "required" -> missing(finding, rules);
      case "type" -> type(path, expected(limit), value, rules);
      case SchemaBranches.ONE_OF -> type(path, branchTypes(limit), value, rules);
      case "enum", "const" -> unknownValue(finding, rules, value);
      case "minimum" -> problems.value(path, "must be at least " + text(limit) + got, hint(rules));
      case "maximum" -> problems.value(path, "must be at most " + text(limit) + got, hint(rules));
      case "exclusiveMinimum" ->
          problems.value(path, "must be greater than " + text(limit) + got, hint(rules));
      case "exclusiveMaximum" ->
          problems.value(path, "must be less than " + text(limit) + got, hint(rules));
      case "minItems" ->
          problems.value(path, "needs at least " + text(limit) + " item(s)", hint(rules));
      case "maxItems" ->
          problems.value(path, "may have at most " + text(limit) + " items", "shorten the list");
      case "minLength", "pattern" ->
          problems.value(path, shown(path, value) + " does not have the right form", hint(rules));
      case "maxLength" ->
          problems.value(path, "is longer than " + text(limit) + " characters", "shorten it");
      default -> throw new IllegalStateException("no words for keyword " + finding.keyword());
    }
  }

  /** Reports an unknown key; the key that was meant, if one is near. */
  private Optional<String> unknownKey(Finding finding) {
    SpecPath path = finding.instance().key(finding.property());
    Set<String> here = keysOf(resolved(finding.schemaPath(), finding.schemaPath().size() - 1));
    Set<String> anywhere = new LinkedHashSet<>(here);
    for (JsonNode form : siblings(finding)) {
      anywhere.addAll(keysOf(form));
    }
    String quoted = ProblemText.quote(finding.property());
    if (anywhere.contains(finding.property())) {
      problems.key(
          path,
          "the key " + quoted + " does not go with the other keys here",
          "keys that go together: " + String.join(", ", here));
      return Optional.empty();
    }
    JsonNode siblingValues = valueAt(finding.instance());
    Set<String> free = new LinkedHashSet<>(anywhere);
    free.removeIf(siblingValues::has);
    Optional<String> near =
        Nearest.of(finding.property(), free).or(() -> Nearest.of(finding.property(), anywhere));
    problems.key(
        path,
        "unknown key " + quoted,
        near.map(k -> "did you mean '" + k + "'?")
            .orElse("known keys here: " + String.join(", ", anywhere)));
    return near;
  }

  private void missing(Finding finding, JsonNode rules) {
    JsonNode wanted = followed(rules.path("properties").path(finding.property()));
    String example = example(wanted).map(e -> ": " + e).orElse(":");
    String why =
        wanted.has("description")
            ? " (" + lowerFirst(wanted.get("description").asText()) + ")"
            : "";
    problems.key(
        finding.instance().key(finding.property()),
        "the key '" + finding.property() + "' is missing",
        "add '" + finding.property() + example + "'" + why);
  }

  private void type(SpecPath path, Set<String> types, JsonNode value, JsonNode rules) {
    problems.value(
        path, "must be " + String.join(" or ", types) + ", got " + shown(path, value), hint(rules));
  }

  private void unknownValue(Finding finding, JsonNode rules, JsonNode value) {
    Set<String> known = constants(rules);
    if (finding.keyword().equals("const")) {
      Object key = finding.instance().segments().get(finding.instance().segments().size() - 1);
      for (JsonNode form : siblings(finding)) {
        known.addAll(constants(form.path("properties").path(key.toString())));
      }
    }
    String quoted = shown(finding.instance(), value);
    String choice = (known.size() == 1 ? "write " : "known: ") + String.join(", ", known);
    String remedy =
        KnownRefusals.of(finding.instance(), value.asText())
            .or(() -> Nearest.of(value.asText(), known).map(k -> "did you mean '" + k + "'?"))
            .orElse(choice);
    problems.value(finding.instance(), "unknown value " + quoted, remedy);
  }

  private static Set<String> constants(JsonNode rules) {
    Set<String> constants = new LinkedHashSet<>();
    rules.path("enum").forEach(c -> constants.add(c.asText()));
    if (rules.has("const")) {
      constants.add(rules.get("const").asText());
    }
    return constants;
  }

  private static Set<String> keysOf(JsonNode rules) {
    Set<String> keys = new LinkedHashSet<>();
    rules.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** All forms of the innermost choice that a finding lies in. */
  private List<JsonNode> siblings(Finding finding) {
    List<JsonNode> forms = new ArrayList<>();
    int at = finding.schemaPath().lastIndexOf(SchemaBranches.ONE_OF);
    if (at >= 0) {
      resolved(finding.schemaPath(), at + 1).forEach(form -> forms.add(followed(form)));
    }
    return forms;
  }

  private Set<String> branchTypes(JsonNode forms) {
    Set<String> types = new LinkedHashSet<>();
    forms.forEach(form -> types.addAll(expected(followed(form).path("type"))));
    return types;
  }

  private static Set<String> expected(JsonNode type) {
    if (type.isArray()) {
      return Set.of("text");
    }
    return Set.of(
        switch (type.asText()) {
          case "object" -> "a mapping";
          case "array" -> "a list";
          case "integer" -> "a whole number";
          case "number" -> "a number";
          case "string" -> "text";
          case "boolean" -> "true or false";
          default -> throw new IllegalStateException("no words for type " + type);
        });
  }

  private String hint(JsonNode rules) {
    String description = rules.path("description").asText("");
    return example(rules)
        .map(e -> "write for example " + e)
        .orElse(description.isEmpty() ? "see 'lethe spec schema'" : lowerFirst(description));
  }

  private static Optional<String> example(JsonNode rules) {
    JsonNode example = rules.path("examples").path(0);
    if (!example.isMissingNode()) {
      return Optional.of(example.asText());
    }
    List<String> constants = constants(rules).stream().limit(1).collect(Collectors.toList());
    return constants.stream().findFirst();
  }

  private static String lowerFirst(String sentence) {
    String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    return Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }

  private String shown(SpecPath path, JsonNode value) {
    if (value.isObject()) {
      return "a mapping";
    }
    if (value.isArray()) {
      return "a list";
    }
    if (value.isNull()) {
      return "nothing";
    }
    String text = ProblemText.plain(tree.textOf(path, value));
    return value.isTextual() ? "'" + text + "'" : text;
  }

  private static String text(JsonNode limit) {
    return limit.asText();
  }

  private JsonNode valueAt(SpecPath path) {
    JsonNode node = tree.root();
    for (Object segment : path.segments()) {
      node = segment instanceof Integer index ? node.path(index) : node.path((String) segment);
    }
    return node;
  }

  private JsonNode resolved(List<Object> schemaPath, int length) {
    JsonNode node = schema;
    for (Object step : schemaPath.subList(0, length)) {
      if (step.equals("$ref")) {
        node = followed(node);
      } else {
        JsonNode parent = node;
        node =
            parent.isArray()
                ? parent.path(Integer.parseInt(step.toString()))
                : parent.path(step.toString());
      }
    }
    return node;
  }

  private JsonNode followed(JsonNode node) {
    String ref = node.path("$ref").asText("");
    if (ref.isEmpty()) {
      return node;
    }
    JsonNode target = schema.at(ref.substring(1));
    if (target instanceof MissingNode) {
      throw new IllegalStateException("the schema has no " + ref);
    }
    return target;
  }
}
