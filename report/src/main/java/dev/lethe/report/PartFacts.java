package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lethe.privacy.event.EventJson;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.ChargedPart;
import java.util.List;

/**
 * One of the things that a run did to its private data: what it cost, and what it released.
 *
 * @param name the ledger's name of the part
 * @param event what doing it once costs, in the published form of events
 * @param planned how often it might be done
 * @param charged how often it was charged
 * @param released what came out of it, in words
 * @param values what came out of it, where it is a value and not a model
 */
public record PartFacts(
    String name,
    JsonNode event,
    long planned,
    long charged,
    String released,
    List<ReleasedValue> values) {
  public PartFacts {
    Require.text("name", name);
    Require.text("released", released);
    Require.atLeast("planned", planned, 1);
    Require.atLeast("charged", charged, 0);
    if (charged > planned) {
      throw new IllegalArgumentException(name + " was charged more often than planned");
    }
    // Refuses an event that no lethe knows, and unknown members in it.
    event = EventJson.toJson(EventJson.fromJson(event));
    values = List.copyOf(values);
    if (charged == 0 && !values.isEmpty()) {
      throw new IllegalArgumentException(name + " was not charged and released nothing");
    }
  }

  static PartFacts of(ChargedPart part, PartRelease release) {
    return new PartFacts(
        part.name(),
        EventJson.toJson(part.part().event()),
        part.part().count(),
        part.charged(),
        release.released(),
        release.values());
  }

  PrivacyEvent privacyEvent() {
    return EventJson.fromJson(event);
  }

  /** What differs between what the report says of parts and what the ledger charged. */
  static void compare(List<String> wrong, List<PartFacts> said, List<ChargedPart> ledger) {
    StatementChecks.differ(
        wrong,
        "parts",
        said.stream().map(PartFacts::name).toList(),
        ledger.stream().map(ChargedPart::name).toList());
    for (int i = 0; wrong.isEmpty() && i < said.size(); i++) {
      ChargedPart part = ledger.get(i);
      String name = part.name();
      StatementChecks.differ(
          wrong, "the event of " + name, said.get(i).privacyEvent(), part.part().event());
      StatementChecks.differ(
          wrong, "the plan of " + name, said.get(i).planned(), part.part().count());
      StatementChecks.differ(wrong, "charges of " + name, said.get(i).charged(), part.charged());
    }
  }
}
