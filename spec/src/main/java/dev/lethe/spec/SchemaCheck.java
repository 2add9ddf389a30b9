package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds a tree against the published schema and hands what is wrong to {@link SchemaMessages}. */
final class SchemaCheck {
  // The validator takes keys that start with '#' for comments and lets them pass unchecked, so such
  // keys are shown to it with a character in front.
  private static final String GUARD = "\u0000";

  /** A grammar, loaded once. */
  record Grammar(JsonNode tree, Schema schema) {
    static Grammar trainingRun() {
      return TrainingRun.GRAMMAR;
    }

    static Grammar profile() {
      return Profile.GRAMMAR;
    }

    private static Grammar of(JsonNode tree) {
      return new Grammar(
          tree,
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(tree));
    }
  }

  private static final class TrainingRun {
    static final Grammar GRAMMAR = Grammar.of(SpecSchema.tree());
  }

  private static final class Profile {
    static final Grammar GRAMMAR = Grammar.of(SpecSchema.profileTree());
  }

  /**
   * @param schemaPath keywords from the schema's root to the one that failed
   * @param instance the place in the spec
   * @param property the key that is missing or unknown, or empty
   */
  record Finding(List<Object> schemaPath, SpecPath instance, String property) {
    String keyword() {
      return schemaPath.get(schemaPath.size() - 1).toString();
    }
  }

  private SchemaCheck() {}

  static void check(Grammar grammar, SpecTree tree, Problems problems) {
    List<Finding> findings = new ArrayList<>();
    for (Error error : grammar.schema().validate(guarded(tree.root()))) {
      String property = error.getProperty() == null ? "" : unguarded(error.getProperty());
      List<Object> schemaPath = elements(error.getEvaluationPath());
      if (schemaPath.isEmpty()
          || !schemaPath.get(schemaPath.size() - 1).equals(error.getKeyword())) {
        schemaPath.add(error.getKeyword());
      }
      findings.add(
          new Finding(schemaPath, new SpecPath(elements(error.getInstanceLocation())), property));
    }
    new SchemaMessages(grammar.tree(), tree, problems).report(SchemaBranches.likeliest(findings));
  }

  private static List<Object> elements(NodePath path) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      Object element = path.getElement(i);
      elements.add(element instanceof Integer ? element : unguarded(element.toString()));
    }
    return elements;
  }

  private static JsonNode guarded(JsonNode node) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String key = entry.getKey();
        boolean guard = key.startsWith("#") || key.startsWith(GUARD);
        copy.set(guard ? GUARD + key : key, guarded(entry.getValue()));
      }
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(item -> copy.add(guarded(item)));
      return copy;
    }
    return node;
  }

  private static String unguarded(String key) {
    return key.startsWith(GUARD) ? key.substring(GUARD.length()) : key;
  }
}
