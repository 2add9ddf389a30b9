package dev.lethe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;

/**
 * Results go to standard output, everything else to standard error; with {@code --json} one object
 * and nothing more.
 */
final class Output {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Output() {}

  static void json(PrintWriter out, JsonNode node) {
    try {
      out.println(MAPPER.writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result could not be written as JSON", e);
    }
    out.flush();
  }

  /** A result for a file that people open too. */
  static byte[] pretty(JsonNode node) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result could not be written as JSON", e);
    }
  }

  /** Epsilon for people: four significant digits, rounded up. */
  static String epsilon(double epsilon) {
    if (Double.isInfinite(epsilon)) {
      return "unbounded";
    }
    return new java.math.BigDecimal(epsilon)
        .round(new java.math.MathContext(4, java.math.RoundingMode.CEILING))
        .stripTrailingZeros()
        .toPlainString();
  }
}
