package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.spec.SpecTree.Place;
import java.util.List;
import java.util.Optional;

/** Puts {@code path=value} pairs from the command line in the place of what the file says. */
final class Overrides {
  private Overrides() {}

  static void apply(SpecTree tree, List<String> overrides) {
    for (String override : overrides) {
      apply(tree, override);
    }
  }

  private static void apply(SpecTree tree, String override) {
    String origin = "--set " + ProblemText.plain(override);
    int equals = split(override);
    Optional<SpecPath> path =
        equals < 0 ? Optional.empty() : SpecPath.parse(override.substring(0, equals).trim());
    if (path.isEmpty()) {
      tree.early(
          problem(
              origin,
              "",
              "is not of the form path=value",
              "write for example --set training.steps=100"));
      return;
    }
    SpecTree value = YamlReader.value(override.substring(equals + 1), origin);
    value.early().forEach(tree::early);
    value.key(SpecPath.ROOT, new Place(origin, 0, 0));
    put(tree, path.get(), value, origin);
  }

  /** The first equals sign outside brackets, so that a quoted column may hold one. */
  private static int split(String override) {
    int bracket = 0;
    for (int i = 0; i < override.length(); i++) {
      char c = override.charAt(i);
      bracket += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == '=' && bracket == 0) {
        return i;
      }
    }
    return -1;
  }

  private static void put(SpecTree tree, SpecPath path, SpecTree value, String origin) {
    JsonNode at = tree.root();
    SpecPath here = SpecPath.ROOT;
    for (int i = 0; i < path.segments().size(); i++) {
      Object segment = path.segments().get(i);
      boolean last = i == path.segments().size() - 1;
      JsonNode next = last ? value.root() : null;
      if (at instanceof ObjectNode object && segment instanceof String key) {
        here = here.key(key);
        if (next == null) {
          next = object.get(key);
          if (next == null || next.isNull()) {
            next = JsonNodeFactory.instance.objectNode();
            tree.key(here, new Place(origin, 0, 0));
          }
        }
        object.set(key, next);
      } else if (at instanceof ArrayNode array
          && segment instanceof Integer index
          && index < array.size()) {
        here = here.index(index);
        next = next == null ? array.get(index) : next;
        array.set(index, next);
      } else {
        tree.early(
            problem(
                origin,
                ProblemText.path(path),
                here.isRoot()
                    ? "there is no such place in the spec"
                    : ProblemText.path(here) + " in the spec has no part of that name",
                "set a key that stands below a mapping, or an index that the list has"));
        return;
      }
      at = next;
    }
    tree.forget(path);
    tree.adopt(path, value);
  }

  private static SpecProblem problem(String origin, String path, String message, String remedy) {
    return new SpecProblem(origin, 0, 0, path, message, remedy);
  }
}
