package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.List;
import java.util.Optional;

/**
 * A part of a run and how often it was charged.
 *
 * @param part what was planned
 * @param charged how often it was charged, from 0 to the part's count
 */
public record ChargedPart(RunPart part, long charged) {
  public ChargedPart {
    if (charged < 0 || charged > part.count()) {
      throw new IllegalArgumentException(
          "'" + part.name() + "' is charged 0 to " + part.count() + " times, got " + charged);
    }
  }

  /** The part's name. */
  public String name() {
    return part.name();
  }

  /** What was charged of it costs; empty if nothing was. */
  public Optional<PrivacyEvent> event() {
    return charged == 0 ? Optional.empty() : Optional.of(part.times(charged));
  }

  /** What was charged of all of them costs together; empty if nothing was. */
  public static Optional<PrivacyEvent> together(List<ChargedPart> parts) {
    List<PrivacyEvent> events = parts.stream().flatMap(part -> part.event().stream()).toList();
    return switch (events.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(events.get(0));
      default -> Optional.of(new Composed(events));
    };
  }

  /** How often the part of this name was charged; 0 if there is none. */
  static long charged(List<ChargedPart> parts, String name) {
    return parts.stream().filter(p -> p.name().equals(name)).mapToLong(ChargedPart::charged).sum();
  }
}
