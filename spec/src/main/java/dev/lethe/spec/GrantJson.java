package dev.lethe.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.ledger.GrantDetails;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** {@code budget.grant} as a tree, and what a schema cannot say about it. */
final class GrantJson {
  private static final SpecPath PATH = SpecPath.of("budget", "grant");

  private GrantJson() {}

  static BudgetGrant read(JsonNode grant) {
    return new BudgetGrant(
        grant.path("epsilon").asDouble(), grant.path("delta").asDouble(), details(grant));
  }

  /** What is not said is left out, so that a spec without it keeps its digest. */
  static ObjectNode write(BudgetGrant grant) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("epsilon", grant.epsilon()).put("delta", grant.delta());
    grant.details().owner().ifPresent(owner -> node.put("owner", owner));
    grant.details().purpose().ifPresent(purpose -> node.put("purpose", purpose));
    grant.details().expires().ifPresent(day -> node.put("expires", day.toString()));
    return node;
  }

  static void check(JsonNode grant, Problems problems) {
    for (String key : List.of("owner", "purpose", "expires")) {
      JsonNode value = grant.path(key);
      if (!value.isTextual()) {
        continue; // missing, or refused for its type
      }
      try {
        details(JsonNodeFactory.instance.objectNode().set(key, value));
      } catch (DateTimeException e) {
        problems.value(
            PATH.key(key),
            ProblemText.quote(value.asText()) + " is not a day",
            "write the last day on which runs may draw from the grant, for example 2027-01-31");
      } catch (IllegalArgumentException e) {
        problems.value(PATH.key(key), String.valueOf(e.getMessage()), "write a short line of text");
      }
    }
  }

  private static GrantDetails details(JsonNode grant) {
    return new GrantDetails(
        text(grant, "owner"), text(grant, "purpose"), text(grant, "expires").map(LocalDate::parse));
  }

  private static Optional<String> text(JsonNode grant, String key) {
    return grant.path(key).isTextual() ? Optional.of(grant.path(key).asText()) : Optional.empty();
  }
}
