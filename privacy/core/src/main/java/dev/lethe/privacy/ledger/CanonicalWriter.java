package dev.lethe.privacy.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.erdtman.jcs.NumberToJSON;

/** Writes the RFC 8785 form: keys by UTF-16 code unit, ECMAScript numbers, least escapes. */
final class CanonicalWriter {
  private CanonicalWriter() {}

  static void write(JsonNode value, StringBuilder out, int depthLeft) {
    switch (value.getNodeType()) {
      case OBJECT -> object(value, out, deeper(depthLeft));
      case ARRAY -> array(value, out, deeper(depthLeft));
      case STRING -> string(value.textValue(), out);
      case NUMBER -> number(value, out);
      case BOOLEAN -> out.append(value.booleanValue());
      case NULL -> out.append("null");
      default -> throw new MalformedJsonException("JSON has no form for a " + value.getNodeType());
    }
  }

  static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static int deeper(int depthLeft) {
    if (depthLeft == 0) {
      throw new MalformedJsonException("JSON is nested too deep");
    }
    return depthLeft - 1;
  }

  private static void object(JsonNode object, StringBuilder out, int depthLeft) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    names.sort(null); // String order is UTF-16 code unit order, as RFC 8785 asks
    out.append('{');
    String separator = "";
    for (String name : names) {
      out.append(separator);
      string(name, out);
      out.append(':');
      write(object.get(name), out, depthLeft);
      separator = ",";
    }
    out.append('}');
  }

  private static void array(JsonNode array, StringBuilder out, int depthLeft) {
    out.append('[');
    String separator = "";
    for (JsonNode element : array) {
      out.append(separator);
      write(element, out, depthLeft);
      separator = ",";
    }
    out.append(']');
  }

  private static void number(JsonNode number, StringBuilder out) {
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw new MalformedJsonException("JSON has no form for " + value);
    }
    if (number.isIntegralNumber()
        && (!number.canConvertToLong()
            || Math.abs(number.longValue()) > StrictJsonReader.MOST_INTEGER)) {
      throw new MalformedJsonException(number + " is beyond 2^53 - 1 and would change as a double");
    }
    try {
      String text = NumberToJSON.serializeNumber(value);
      if (number.isBigDecimal()
          && number.decimalValue().compareTo(new java.math.BigDecimal(text)) != 0) {
        throw new MalformedJsonException(number + " would change as a double");
      }
      out.append(text);
    } catch (IOException e) {
      throw new IllegalStateException("a finite number has a form", e);
    }
  }

  private static void string(String text, StringBuilder out) {
    if (!isUnicode(text)) {
      throw new MalformedJsonException("text holds half of a surrogate pair, which is not Unicode");
    }
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
