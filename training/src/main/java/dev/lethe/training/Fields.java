package dev.lethe.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Strict reading of one JSON object: exactly the named fields, each of its type. */
final class Fields {
  private final JsonNode node;
  private final String where;

  private Fields(JsonNode node, String where) {
    this.node = node;
    this.where = where;
  }

  static Fields of(JsonNode node, String where, String... names) {
    Set<String> expected = Set.of(names);
    if (!node.isObject() || node.size() != expected.size()) {
      throw new ModelException(where + " must be an object of exactly " + String.join(", ", names));
    }
    for (String name : names) {
      if (!node.has(name)) {
        throw new ModelException(where + " lacks " + name);
      }
    }
    return new Fields(node, where);
  }

  /** The text that says which of several forms an object has. */
  static String tag(JsonNode node, String name, String where) {
    JsonNode tag = node.path(name);
    if (!tag.isTextual()) {
      throw new ModelException(where + "." + name + " must be a text");
    }
    return tag.textValue();
  }

  JsonNode get(String name) {
    return node.get(name);
  }

  String text(String name) {
    return tag(node, name, where);
  }

  int count(String name, int least, int most) {
    JsonNode value = node.get(name);
    if (!value.isIntegralNumber()
        || !value.canConvertToInt()
        || value.intValue() < least
        || value.intValue() > most) {
      throw new ModelException(
          where + "." + name + " must be a whole number in " + least + ".." + most);
    }
    return value.intValue();
  }

  double number(String name) {
    JsonNode value = node.get(name);
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new ModelException(where + "." + name + " must be a finite number");
    }
    return value.doubleValue();
  }

  List<JsonNode> list(String name) {
    JsonNode value = node.get(name);
    if (!value.isArray()) {
      throw new ModelException(where + "." + name + " must be a list");
    }
    List<JsonNode> items = new ArrayList<>();
    value.forEach(items::add);
    return items;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : list(name)) {
      if (!item.isTextual()) {
        throw new ModelException(where + "." + name + " must be a list of texts");
      }
      texts.add(item.textValue());
    }
    return texts;
  }
}
