package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A record and its JSON object say the same: every component is a member of the same name, an empty
 * optional is an explicit null, and nothing else is accepted when reading.
 *
 * <p>The types that can be built are fixed by the record's own declaration, never by what a file
 * says.
 */
final class RecordJson {
  /** The largest integer that every JSON implementation reads back exactly. */
  static final long MAX_INTEGER = (1L << 53) - 1;

  private RecordJson() {}

  static ObjectNode write(Record value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      node.set(component.getName(), writeAny(component(value, component), component.getName()));
    }
    return node;
  }

  static <T extends Record> T read(Class<T> type, JsonNode node, String path) {
    if (!node.isObject()) {
      throw wrong(path, "an object", node);
    }
    RecordComponent[] components = type.getRecordComponents();
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!declares(components, name)) {
        throw new MalformedReportException(path + " has the unknown member '" + name + "'");
      }
    }
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      JsonNode member = node.get(name);
      if (member == null) {
        throw new MalformedReportException(path + " lacks the member '" + name + "'");
      }
      types[i] = components[i].getType();
      values[i] = readAny(components[i].getGenericType(), member, path + "." + name);
    }
    return construct(type, types, values, path);
  }

  private static boolean declares(RecordComponent[] components, String name) {
    for (RecordComponent component : components) {
      if (component.getName().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode writeAny(Object value, String name) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (value instanceof String text) {
      return factory.textNode(text);
    } else if (value instanceof Boolean flag) {
      return factory.booleanNode(flag);
    } else if (value instanceof Integer number) {
      return factory.numberNode(number);
    } else if (value instanceof Long number) {
      if (Math.abs(number) > MAX_INTEGER) {
        throw new IllegalArgumentException(name + " is outside +-2^53 and has no exact JSON form");
      }
      return factory.numberNode(number);
    } else if (value instanceof Double number) {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException(name + " must be finite, got " + number);
      }
      return factory.numberNode(number);
    } else if (value instanceof Optional<?> optional) {
      return optional.isPresent() ? writeAny(optional.get(), name) : factory.nullNode();
    } else if (value instanceof List<?> list) {
      ArrayNode array = factory.arrayNode(list.size());
      list.forEach(item -> array.add(writeAny(item, name)));
      return array;
    } else if (value instanceof JsonNode node) {
      return node.deepCopy();
    } else if (value instanceof Record nested) {
      return write(nested);
    }
    throw new IllegalStateException("no JSON form for " + value.getClass());
  }

  private static Object readAny(Type type, JsonNode node, String path) {
    if (type instanceof ParameterizedType parameterized) {
      Type argument = parameterized.getActualTypeArguments()[0];
      if (parameterized.getRawType() == Optional.class) {
        return node.isNull() ? Optional.empty() : Optional.of(readAny(argument, node, path));
      }
      return readList(argument, node, path);
    } else if (type == String.class && node.isTextual()) {
      return node.textValue();
    } else if (type == boolean.class && node.isBoolean()) {
      return node.booleanValue();
    } else if (type == double.class || type == Double.class) {
      return readDouble(node, path);
    } else if (type == int.class && node.isIntegralNumber() && node.canConvertToInt()) {
      return node.intValue();
    } else if (type == long.class && node.isIntegralNumber() && node.canConvertToLong()) {
      return readLong(node, path);
    } else if (type == JsonNode.class && node.isObject()) {
      return node.deepCopy();
    } else if (type instanceof Class<?> c && c.isRecord()) {
      return read(c.asSubclass(Record.class), node, path);
    }
    throw wrong(path, expected(type), node);
  }

  private static List<Object> readList(Type item, JsonNode node, String path) {
    if (!node.isArray()) {
      throw wrong(path, "an array", node);
    }
    List<Object> items = new ArrayList<>(node.size());
    for (JsonNode element : node) {
      items.add(readAny(item, element, path + "[" + items.size() + "]"));
    }
    return items;
  }

  private static double readDouble(JsonNode node, String path) {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
      throw wrong(path, "a finite number", node);
    }
    return node.doubleValue();
  }

  private static long readLong(JsonNode node, String path) {
    if (Math.abs(node.longValue()) > MAX_INTEGER) {
      throw wrong(path, "an integer within +-2^53", node);
    }
    return node.longValue();
  }

  private static String expected(Type type) {
    if (type == String.class) {
      return "a string";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == JsonNode.class) {
      return "an object";
    }
    return "an integer";
  }

  private static MalformedReportException wrong(String path, String expected, JsonNode found) {
    String kind = found.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    return new MalformedReportException(path + " must be " + expected + ", found: " + kind);
  }

  private static Object component(Record value, RecordComponent component) {
    try {
      return component.getAccessor().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static <T extends Record> T construct(
      Class<T> type, Class<?>[] types, Object[] values, String path) {
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw new MalformedReportException(path + ": " + refused.getMessage(), refused);
      }
      throw new IllegalStateException("cannot build " + type, e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build " + type, e);
    }
  }
}
