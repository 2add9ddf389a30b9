package dev.lethe.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lethe.privacy.event.EventJson;
import dev.lethe.privacy.event.PrivacyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a privacy event from a file in its published JSON form, which {@code docs} lists. */
final class EventFile {
  private static final long MAX_BYTES = 1 << 24;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private EventFile() {}

  static PrivacyEvent read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw CommandException.badUsage(
            file + " is larger than " + MAX_BYTES + " bytes; use self-composed for repeated parts");
      }
      JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
      return EventJson.fromJson(json);
    } catch (JsonProcessingException e) {
      throw CommandException.badUsage(
          file
              + ", line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + ": not JSON: "
              + e.getOriginalMessage());
    } catch (IOException e) {
      throw CommandException.badUsage("--event: " + Failures.reason(e));
    } catch (IllegalArgumentException e) {
      throw CommandException.badUsage(file + ": " + e.getMessage());
    }
  }
}
