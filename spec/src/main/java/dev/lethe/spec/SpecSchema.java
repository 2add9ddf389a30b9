package dev.lethe.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The published grammar of specs, JSON Schema 2020-12; reading a spec enforces exactly this. */
public final class SpecSchema {
  private static final String RESOURCE = "training-run.schema.json";

  private SpecSchema() {}

  /** The schema's text. */
  public static String json() {
    try (InputStream in = SpecSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree() {
    try {
      return new ObjectMapper().readTree(json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(RESOURCE + " is not JSON", e);
    }
  }
}
