package dev.lethe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lethe.crypto.seal.DurableFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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

  /** Text to a new file, or to standard output. */
  static void text(PrintWriter out, String text, @Nullable Path file) {
    if (file == null) {
      out.print(text);
      out.flush();
      return;
    }
    requireNew(file);
    try {
      DurableFiles.writeAtomically(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw Failures.outside("could not write " + file, e);
    }
  }

  /** Refuses to write over a file; before anything is done for it. */
  static void requireNew(@Nullable Path file) {
    if (file != null && Files.exists(file)) {
      throw CommandException.badUsage(file + " exists; name a new file");
    }
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
