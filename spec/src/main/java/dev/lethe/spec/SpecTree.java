package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A spec as a tree, with the place that every key and value was read from and the text that every
 * plain scalar was written as.
 */
final class SpecTree {

  /**
   * @param file file, or the override it came from
   * @param line from 1, or 0 for none
   * @param column from 1, or 0 for none
   */
  record Place(String file, int line, int column) {}

  private final Place start;
  private JsonNode root = NullNode.getInstance();
  private final Map<SpecPath, Place> keys = new HashMap<>();
  private final Map<SpecPath, Place> values = new HashMap<>();
  private final Map<SpecPath, String> texts = new HashMap<>();
  private final List<SpecProblem> early = new ArrayList<>();

  SpecTree(Place start) {
    this.start = start;
  }

  /** A tree that was built in code and has no places. */
  static SpecTree of(JsonNode root) {
    SpecTree tree = new SpecTree(new Place("", 0, 0));
    tree.root = root;
    return tree;
  }

  JsonNode root() {
    return root;
  }

  void root(JsonNode node) {
    root = node;
  }

  void key(SpecPath path, Place place) {
    keys.put(path, place);
  }

  void value(SpecPath path, Place place) {
    values.put(path, place);
  }

  void text(SpecPath path, String text) {
    texts.put(path, text);
  }

  /** The scalar as written, where it was written in a file. */
  String textOf(SpecPath path, JsonNode scalar) {
    return texts.getOrDefault(path, scalar.asText());
  }

  /** A problem found while reading, which the tree itself cannot show. */
  void early(SpecProblem problem) {
    early.add(problem);
  }

  List<SpecProblem> early() {
    return early;
  }

  /** Where the value is, or its nearest ancestor. */
  Place placeOfValue(SpecPath path) {
    Place place = values.get(path);
    if (place != null) {
      return place;
    }
    return path.isRoot() ? start : placeOfKey(path.parent());
  }

  /** Where the key is, or the value, or its nearest ancestor. */
  Place placeOfKey(SpecPath path) {
    Place place = keys.get(path);
    return place != null ? place : placeOfValue(path);
  }

  /** Forgets all places under a path, because an override takes its place. */
  void forget(SpecPath path) {
    keys.keySet().removeIf(p -> p.startsWith(path));
    values.keySet().removeIf(p -> p.startsWith(path));
    texts.keySet().removeIf(p -> p.startsWith(path));
  }

  /** Takes over the places of a tree that was read on its own, under a path of this one. */
  void adopt(SpecPath path, SpecTree other) {
    other.keys.forEach((p, place) -> keys.put(joined(path, p), place));
    other.values.forEach((p, place) -> values.put(joined(path, p), place));
    other.texts.forEach((p, text) -> texts.put(joined(path, p), text));
  }

  private static SpecPath joined(SpecPath prefix, SpecPath rest) {
    SpecPath path = prefix;
    for (Object segment : rest.segments()) {
      path = segment instanceof Integer index ? path.index(index) : path.key((String) segment);
    }
    return path;
  }
}
