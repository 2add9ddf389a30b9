package dev.lethe.privacy.ledger;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.NumberToJSON;
import org.jspecify.annotations.Nullable;

/** Builds a tree from JSON text in one bounded pass, refusing whatever has two readings. */
final class StrictJsonReader {
  /** 2^53 - 1: the largest integer n such that neither n nor its neighbours share a double. */
  static final long MOST_INTEGER = (1L << 53) - 1;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonParser parser;
  private final JsonNodeFactory nodes = JsonNodeFactory.instance;

  private StrictJsonReader(JsonParser parser) {
    this.parser = parser;
  }

  static JsonNode read(byte[] json, int maxDepth) {
    // From text, not bytes: the parser would otherwise guess UTF-16 or skip a byte order mark.
    try (JsonParser parser = FACTORY.createParser(decode(json))) {
      StrictJsonReader reader = new StrictJsonReader(parser);
      JsonNode value = reader.value(parser.nextToken(), maxDepth);
      if (parser.nextToken() != null) {
        throw reader.refuse("there is more after the end of the JSON value");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new MalformedJsonException(where(e.getLocation()) + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory cannot fail", e);
    }
  }

  private JsonNode value(@Nullable JsonToken token, int depthLeft) throws IOException {
    if (token == null) {
      throw refuse("the JSON value is missing or cut short");
    }
    return switch (token) {
      case START_OBJECT -> object(deeper(depthLeft));
      case START_ARRAY -> array(deeper(depthLeft));
      case VALUE_STRING -> nodes.textNode(unicode(parser.getText()));
      case VALUE_NUMBER_INT -> integer(parser.getText());
      case VALUE_NUMBER_FLOAT -> decimal(parser.getText());
      case VALUE_TRUE -> nodes.booleanNode(true);
      case VALUE_FALSE -> nodes.booleanNode(false);
      case VALUE_NULL -> nodes.nullNode();
      default -> throw refuse("a JSON value was expected");
    };
  }

  private int deeper(int depthLeft) {
    if (depthLeft == 0) {
      throw refuse("JSON is nested too deep");
    }
    return depthLeft - 1;
  }

  private ObjectNode object(int depthLeft) throws IOException {
    ObjectNode object = nodes.objectNode();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = unicode(parser.currentName());
      object.set(name, value(parser.nextToken(), depthLeft));
    }
    return object;
  }

  private ArrayNode array(int depthLeft) throws IOException {
    ArrayNode array = nodes.arrayNode();
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      array.add(value(t, depthLeft));
    }
    return array;
  }

  private JsonNode integer(String text) {
    BigInteger value = new BigInteger(text);
    long exact = value.bitLength() > 53 ? Long.MAX_VALUE : value.longValueExact();
    if (Math.abs(exact) > MOST_INTEGER) {
      throw refuse("the integer " + brief(text) + " is beyond 2^53 - 1 and would change");
    }
    return exact == (int) exact ? nodes.numberNode((int) exact) : nodes.numberNode(exact);
  }

  private JsonNode decimal(String text) throws IOException {
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value) || !survives(text, value)) {
      throw refuse("the number " + brief(text) + " would change when read as a double");
    }
    return nodes.numberNode(value);
  }

  private static boolean survives(String text, double value) throws IOException {
    String canonical = NumberToJSON.serializeNumber(value);
    if (text.equals(canonical)) {
      return true;
    }
    try {
      return new BigDecimal(text).compareTo(new BigDecimal(canonical)) == 0;
    } catch (NumberFormatException e) {
      return false; // an exponent beyond what BigDecimal holds
    }
  }

  private String unicode(String text) {
    if (!CanonicalWriter.isUnicode(text)) {
      throw refuse("text holds half of a surrogate pair, which is not Unicode");
    }
    return text;
  }

  private MalformedJsonException refuse(String why) {
    return new MalformedJsonException(where(parser.currentLocation()) + why);
  }

  private static String brief(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private static String decode(byte[] json) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedJsonException("JSON must be UTF-8, and these bytes are not", e);
    }
  }

  private static String where(@Nullable JsonLocation at) {
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
  }
}
