package dev.lethe.privacy.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one JSON form of every event: reading what was written gives an equal event, and anything
 * else (unknown, missing or extra fields, wrong types, nesting beyond {@value #MAX_DEPTH}) is
 * refused.
 */
public final class EventJson {
  /** Most levels of events inside events. */
  public static final int MAX_DEPTH = 16;

  // Counts beyond this are not exact in RFC 8785 canonical JSON, whose numbers are doubles.
  private static final long MAX_COUNT = (1L << 53) - 1;

  private EventJson() {}

  /**
   * The JSON form of an event.
   *
   * @throws IllegalArgumentException if the event nests deeper than {@value #MAX_DEPTH} or a count
   *     is not exact as a double
   */
  public static ObjectNode toJson(PrivacyEvent event) {
    return write(event, 1);
  }

  /**
   * Reads the form that {@link #toJson} writes.
   *
   * @throws IllegalArgumentException naming the place and the fault
   */
  public static PrivacyEvent fromJson(JsonNode json) {
    return read(json, "event", 1);
  }

  private static ObjectNode write(PrivacyEvent event, int depth) {
    checkDepth(depth, "event");
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (event instanceof Gaussian gaussian) {
      json.put("type", "gaussian").put("noiseMultiplier", gaussian.noiseMultiplier());
    } else if (event instanceof PoissonSampled sampled) {
      json.put("type", "poisson-sampled").put("samplingRate", sampled.samplingRate());
      json.set("event", write(sampled.event(), depth + 1));
    } else if (event instanceof SelfComposed repeated) {
      if (repeated.count() > MAX_COUNT) {
        throw new IllegalArgumentException("count " + repeated.count() + " is above 2^53 - 1");
      }
      json.put("type", "self-composed").put("count", repeated.count());
      json.set("event", write(repeated.event(), depth + 1));
    } else if (event instanceof Composed composed) {
      json.put("type", "composed");
      ArrayNode events = json.putArray("events");
      composed.events().forEach(part -> events.add(write(part, depth + 1)));
    } else {
      throw new AssertionError("unknown event " + event);
    }
    return json;
  }

  private static PrivacyEvent read(JsonNode json, String at, int depth) {
    checkDepth(depth, at);
    if (!json.isObject()) {
      throw new IllegalArgumentException(at + " must be an object");
    }
    JsonNode type = json.get("type");
    if (type == null || !type.isTextual()) {
      throw new IllegalArgumentException(at + ".type must be a string");
    }
    try {
      return switch (type.textValue()) {
        case "gaussian" -> {
          requireFields(json, at, Set.of("type", "noiseMultiplier"));
          yield new Gaussian(number(json, at, "noiseMultiplier"));
        }
        case "poisson-sampled" -> {
          requireFields(json, at, Set.of("type", "samplingRate", "event"));
          yield new PoissonSampled(
              number(json, at, "samplingRate"), read(json.path("event"), at + ".event", depth + 1));
        }
        case "self-composed" -> {
          requireFields(json, at, Set.of("type", "count", "event"));
          yield new SelfComposed(
              read(json.path("event"), at + ".event", depth + 1), count(json, at));
        }
        case "composed" -> {
          requireFields(json, at, Set.of("type", "events"));
          yield new Composed(events(json.path("events"), at + ".events", depth));
        }
        default ->
            throw new IllegalArgumentException(
                "unknown event type; known are gaussian, poisson-sampled, self-composed, composed");
      };
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw message.startsWith("event") ? e : new IllegalArgumentException(at + ": " + message, e);
    }
  }

  private static List<PrivacyEvent> events(JsonNode json, String at, int depth) {
    if (!json.isArray()) {
      throw new IllegalArgumentException(at + " must be an array");
    }
    List<PrivacyEvent> events = new ArrayList<>(json.size());
    for (JsonNode part : json) {
      events.add(read(part, at + "[" + events.size() + "]", depth + 1));
    }
    return events;
  }

  private static void requireFields(JsonNode json, String at, Set<String> expected) {
    Set<String> found = new TreeSet<>();
    json.fieldNames().forEachRemaining(found::add);
    if (!found.equals(expected)) {
      throw new IllegalArgumentException(
          at + " must have exactly the fields " + new TreeSet<>(expected));
    }
  }

  private static double number(JsonNode json, String at, String field) {
    JsonNode value = json.path(field);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(at + "." + field + " must be a number");
    }
    return value.doubleValue();
  }

  private static long count(JsonNode json, String at) {
    JsonNode value = json.path("count");
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 1
        || value.longValue() > MAX_COUNT) {
      throw new IllegalArgumentException(at + ".count must be an integer from 1 to 2^53 - 1");
    }
    return value.longValue();
  }

  private static void checkDepth(int depth, String at) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          at + " nests deeper than " + MAX_DEPTH + " levels; compose the events flat");
    }
  }
}
