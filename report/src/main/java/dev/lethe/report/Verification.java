package dev.lethe.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What a verifier found: the report stands only if no check failed.
 *
 * @param checks every check, in the order made
 */
public record Verification(List<Check> checks) {
  public Verification {
    checks = List.copyOf(checks);
    if (checks.isEmpty()) {
      throw new IllegalArgumentException("a verification without checks shows nothing");
    }
  }

  /** Whether no check failed. */
  public boolean passed() {
    return count(Check.Status.FAILED) == 0;
  }

  /** How many checks came out so. */
  public long count(Check.Status status) {
    return checks.stream().filter(check -> check.status() == status).count();
  }

  /** The check of that name, if it was reached. */
  public Optional<Check> check(String name) {
    return checks.stream().filter(check -> check.name().equals(name)).findFirst();
  }

  /** {@code {"verified":..,"checks":[{"name":..,"status":..,"reason":..}]}}. */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("verified", passed());
    ArrayNode array = node.putArray("checks");
    for (Check check : checks) {
      array
          .addObject()
          .put("name", check.name())
          .put("status", check.status().tag())
          .put("reason", check.reason());
    }
    return node;
  }
}
