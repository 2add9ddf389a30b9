package dev.lethe.privacy.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an object's fields by name and type, and refuses missing, mistyped and left-over ones. */
final class JsonFields {
  private final ObjectNode object;
  private final Set<String> unread = new HashSet<>();

  private JsonFields(ObjectNode object) {
    this.object = object;
    object.fieldNames().forEachRemaining(unread::add);
  }

  static JsonFields of(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      throw new MalformedJsonException("a JSON object was expected");
    }
    return new JsonFields(object);
  }

  boolean has(String name) {
    return object.has(name);
  }

  String text(String name) {
    JsonNode value = take(name);
    if (!value.isTextual()) {
      throw new MalformedJsonException("'" + name + "' must be text");
    }
    return value.textValue();
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long integer(String name) {
    JsonNode value = take(name);
    if (!value.isIntegralNumber()) {
      throw new MalformedJsonException("'" + name + "' must be an integer");
    }
    return value.longValue();
  }

  double number(String name) {
    return number(name, take(name));
  }

  JsonNode array(String name) {
    JsonNode array = take(name);
    if (!array.isArray()) {
      throw new MalformedJsonException("'" + name + "' must be an array");
    }
    return array;
  }

  List<Double> numbers(String name) {
    List<Double> numbers = new ArrayList<>();
    for (JsonNode element : array(name)) {
      numbers.add(number(name, element));
    }
    return numbers;
  }

  JsonNode object(String name) {
    JsonNode value = take(name);
    if (!value.isObject()) {
      throw new MalformedJsonException("'" + name + "' must be an object");
    }
    return value;
  }

  void finish() {
    if (!unread.isEmpty()) {
      throw new MalformedJsonException("unknown field '" + unread.iterator().next() + "'");
    }
  }

  private JsonNode take(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw new MalformedJsonException("the field '" + name + "' is missing");
    }
    unread.remove(name);
    return value;
  }

  private static double number(String name, JsonNode value) {
    if (!value.isNumber()) {
      throw new MalformedJsonException("'" + name + "' must be a number");
    }
    return value.doubleValue();
  }
}
