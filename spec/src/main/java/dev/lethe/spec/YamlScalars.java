package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Locale;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;

/**
 * The values of YAML 1.2 core scalars: {@code NO} is text, {@code 1e-6} a number. A number that no
 * double or long can hold becomes an infinity or NaN, which the checks on numbers refuse by path.
 */
final class YamlScalars {
  private static final CoreScalarResolver CORE = new CoreScalarResolver();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int LONGEST_NUMBER = 64;

  private YamlScalars() {}

  static JsonNode node(String text, boolean plain) {
    Tag tag = CORE.resolve(text, plain);
    if (tag.equals(Tag.NULL)) {
      return NODES.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return NODES.booleanNode(Character.toLowerCase(text.charAt(0)) == 't');
    }
    if (tag.equals(Tag.INT)) {
      return integer(text);
    }
    if (tag.equals(Tag.FLOAT)) {
      return decimal(text);
    }
    return NODES.textNode(text);
  }

  private static JsonNode integer(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return NODES.numberNode(Double.POSITIVE_INFINITY);
    }
    BigInteger value =
        text.startsWith("0x")
            ? new BigInteger(text.substring(2), 16)
            : text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(Double.POSITIVE_INFINITY);
  }

  private static JsonNode decimal(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.endsWith("inf")) {
      return NODES.numberNode(Double.POSITIVE_INFINITY);
    }
    if (lower.endsWith("nan") || text.length() > LONGEST_NUMBER) {
      return NODES.numberNode(Double.NaN);
    }
    double value = Double.parseDouble(text);
    boolean vanished = value == 0 && lower.split("e", 2)[0].matches(".*[1-9].*");
    return NODES.numberNode(vanished ? Double.NaN : value);
  }
}
