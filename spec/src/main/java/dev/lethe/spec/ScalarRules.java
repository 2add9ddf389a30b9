package dev.lethe.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes text of what is compared with a column's text, exactly as written ({@code 1.0} stays {@code
 * 1.0}), and refuses numbers that are not finite.
 */
final class ScalarRules {
  private static final Set<String> LABEL_VALUES = Set.of("positive", "classes");
  private static final Set<String> FEATURE_COLUMNS = Set.of("numeric", "categorical", "missing");

  private static final List<Object> GROUP_BY = List.of("evaluation", "groupBy");

  private final SpecTree tree;
  private final Problems problems;

  private ScalarRules(SpecTree tree, Problems problems) {
    this.tree = tree;
    this.problems = problems;
  }

  static void settle(SpecTree tree, Problems problems) {
    tree.root(new ScalarRules(tree, problems).settled(tree.root(), SpecPath.ROOT));
  }

  private JsonNode settled(JsonNode node, SpecPath path) {
    if (node instanceof ObjectNode object) {
      List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(object.properties());
      for (Map.Entry<String, JsonNode> entry : entries) {
        SpecPath below = path.key(entry.getKey());
        if (!UTF_8.newEncoder().canEncode(entry.getKey())) {
          problems.key(below, "the key holds half a character (a lone surrogate)", "remove it");
        }
        object.set(entry.getKey(), settled(entry.getValue(), below));
      }
      return object;
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, settled(array.get(i), path.index(i)));
      }
      return array;
    }
    if ((node.isNumber() || node.isBoolean()) && comparedAsText(path.segments())) {
      return JsonNodeFactory.instance.textNode(tree.textOf(path, node));
    }
    if (node.isNumber() && !Double.isFinite(node.doubleValue())) {
      String written = ProblemText.quote(tree.textOf(path, node));
      problems.value(
          path,
          written + " is not a number that can be used",
          "write a finite number; a bound or budget without end means no protection");
      return JsonNodeFactory.instance.nullNode();
    }
    if (node.isTextual() && node.asText().equals(SpecInit.FILL_IN)) {
      problems.value(path, "is still to be filled in", "answer from public knowledge");
    }
    if (node.isTextual() && !UTF_8.newEncoder().canEncode(node.asText())) {
      problems.value(path, "holds half a character (a lone surrogate)", "remove the escape");
    }
    return node;
  }

  /** Column names, label values, vocabulary values and missing markers. */
  private static boolean comparedAsText(List<Object> path) {
    if (path.equals(GROUP_BY)) {
      return true;
    }
    if (path.size() < 3 || !path.get(0).equals("data")) {
      return false;
    }
    Object area = path.get(1);
    Object last = path.get(path.size() - 1);
    boolean item = last instanceof Integer;
    if (area.equals("label") || area.equals("privacyUnit")) {
      return last.equals("column")
          || (item && path.size() == 4 && LABEL_VALUES.contains(path.get(2).toString()));
    }
    if (!area.equals("features") || !item) {
      return false;
    }
    return (path.size() == 4 && FEATURE_COLUMNS.contains(path.get(2).toString()))
        || (path.size() == 6 && path.get(2).equals("vocabularies") && path.get(4).equals("values"));
  }
}
