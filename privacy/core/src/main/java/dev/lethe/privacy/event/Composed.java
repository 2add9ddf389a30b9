package dev.lethe.privacy.event;

import java.util.List;

/**
 * Several events on the same data, one after another.
 *
 * @param events the parts, at least one
 */
public record Composed(List<PrivacyEvent> events) implements PrivacyEvent {
  public Composed {
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("a composition needs at least one event");
    }
  }
}
