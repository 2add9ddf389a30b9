package dev.lethe.privacy.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The one JSON form of every event: reading what was written gives an equal event, and anything
 * else (unknown, missing or extra fields, wrong types, nesting beyond {@value #MAX_DEPTH}) is
 * refused.
 */
public final class EventJson {
  /** Most levels of events inside events. */
  public static final int MAX_DEPTH = 16;

  // Counts beyond this are not exact in RFC 8785 canonical JSON, whose numbers are doubles.
  static final long MAX_COUNT = (1L << 53) - 1;

  private EventJson() {}

  /**
   * The JSON form of an event.
   *
   * @throws IllegalArgumentException if the event nests deeper than {@value #MAX_DEPTH} or a count
   *     is not exact as a double
   */
  public static ObjectNode toJson(PrivacyEvent event) {
    return EventWriter.write(event, 1);
  }

  /**
   * Reads the form that {@link #toJson} writes.
   *
   * @throws IllegalArgumentException naming the place and the fault
   */
  public static PrivacyEvent fromJson(JsonNode json) {
    return EventReader.read(json, "event", 1);
  }

  static void checkDepth(int depth, String at) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          at + " nests deeper than " + MAX_DEPTH + " levels; compose the events flat");
    }
  }
}
