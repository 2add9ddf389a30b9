package dev.lethe.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The published grammar of specs, JSON Schema 2020-12; reading a spec enforces exactly this. */
public final class SpecSchema {
  private static final String RESOURCE = "training-run.schema.json";
  private static final String PROFILE = "profile.schema.json";

  private SpecSchema() {}

  /** The schema of training runs. */
  public static String json() {
    return text(RESOURCE);
  }

  /** The schema of profiles. */
  public static String profileJson() {
    return profileTree().toPrettyString();
  }

  private static String text(String resource) {
    try (InputStream in = SpecSchema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode tree() {
    return tree(RESOURCE);
  }

  /** With the definitions that it shares with training runs, and no others. */
  static JsonNode profileTree() {
    ObjectNode profile = (ObjectNode) tree(PROFILE);
    ObjectNode definitions = (ObjectNode) profile.path("$defs");
    JsonNode shared = tree().path("$defs");
    Deque<JsonNode> open = new ArrayDeque<>(List.of(profile));
    while (!open.isEmpty()) {
      for (String reference : open.pop().findValuesAsText("$ref")) {
        String name = reference.substring("#/$defs/".length());
        if (!definitions.has(name)) {
          definitions.set(name, shared.path(name));
          open.push(shared.path(name));
        }
      }
    }
    return profile;
  }

  private static JsonNode tree(String resource) {
    try {
      return new ObjectMapper().readTree(text(resource));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(resource + " is not JSON", e);
    }
  }
}
