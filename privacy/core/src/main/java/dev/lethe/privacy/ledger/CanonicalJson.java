package dev.lethe.privacy.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One value has one byte string (RFC 8785), and one byte string has one meaning: what could be read
 * in two ways (duplicate keys, trailing tokens, numbers that a double cannot hold, half surrogates,
 * bad UTF-8) is refused, never repaired.
 */
public final class CanonicalJson {
  static final int MOST_DEPTH = 256;

  private CanonicalJson() {}

  /**
   * The canonical form of a value.
   *
   * @throws MalformedJsonException if it holds a number that is not finite or would change as a
   *     double, text that is not Unicode, or is nested deeper than 256
   */
  public static byte[] bytes(JsonNode value) {
    StringBuilder out = new StringBuilder();
    CanonicalWriter.write(value, out, MOST_DEPTH);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads one JSON value that fills the bytes but for white space.
   *
   * @param maxBytes longest accepted input
   * @param maxDepth deepest accepted nesting of objects and arrays, at most 256
   * @throws MalformedJsonException if there is any doubt about what the bytes mean
   */
  public static JsonNode parseStrict(byte[] json, int maxBytes, int maxDepth) {
    if (maxDepth < 0 || maxDepth > MOST_DEPTH) {
      throw new IllegalArgumentException("depth must be in 0.." + MOST_DEPTH + ", got " + maxDepth);
    }
    if (json.length > maxBytes) {
      throw new MalformedJsonException(
          "JSON of " + json.length + " bytes is longer than the " + maxBytes + " allowed here");
    }
    return StrictJsonReader.read(json, maxDepth);
  }

  /** Whether the bytes are exactly the canonical form of the value they hold. */
  public static boolean isCanonical(byte[] json) {
    try {
      return Arrays.equals(json, bytes(parseStrict(json, json.length, MOST_DEPTH)));
    } catch (MalformedJsonException e) {
      return false;
    }
  }
}
