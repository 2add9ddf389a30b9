package dev.lethe.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every member in which two reports differ, by its path; the two are compared as they stand, so
 * verify both before relying on either.
 *
 * @param differences ordered by path, the claim first
 */
public record ReportDiff(List<Difference> differences) {
  public ReportDiff {
    differences = List.copyOf(differences);
  }

  /**
   * One member.
   *
   * @param path from the predicate, for example {@code claim.epsilon}
   * @param left its value in the first report, as JSON, or {@code absent}
   * @param right its value in the second
   */
  public record Difference(String path, String left, String right) {}

  /** Compares two statements. */
  public static ReportDiff between(EpsilonStatement left, EpsilonStatement right) {
    Map<String, String> first = members(left);
    Map<String, String> second = members(right);
    TreeSet<String> paths = new TreeSet<>(first.keySet());
    paths.addAll(second.keySet());
    List<Difference> claim = new ArrayList<>();
    List<Difference> others = new ArrayList<>();
    for (String path : paths) {
      String l = first.getOrDefault(path, "absent");
      String r = second.getOrDefault(path, "absent");
      if (!Objects.equals(l, r)) {
        (path.startsWith("claim.") ? claim : others).add(new Difference(path, l, r));
      }
    }
    claim.addAll(others);
    return new ReportDiff(claim);
  }

  /** {@code {"equal":..,"differences":[{"path":..,"left":..,"right":..}]}}. */
  public ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("equal", differences.isEmpty());
    ArrayNode array = node.putArray("differences");
    differences.forEach(
        d -> array.addObject().put("path", d.path()).put("left", d.left()).put("right", d.right()));
    return node;
  }

  /** For people: a path, then both values below each other. */
  public String toText() {
    if (differences.isEmpty()) {
      return "The two reports say the same.\n";
    }
    StringBuilder text = new StringBuilder();
    for (Difference d : differences) {
      text.append(d.path()).append("\n  - ").append(d.left()).append("\n  + ").append(d.right());
      text.append('\n');
    }
    return text.toString();
  }

  /** Leaves by path; long evidence is summed up by its length and digest. */
  private static Map<String, String> members(EpsilonStatement statement) {
    Map<String, String> members = new TreeMap<>();
    ObjectNode json = statement.toJson();
    sumUp("ledger", json.remove("ledger"), members);
    ObjectNode accounting = (ObjectNode) json.get("accounting");
    sumUp("accounting.curve", accounting.remove("curve"), members);
    flatten("", json, members);
    return members;
  }

  private static void sumUp(String path, JsonNode evidence, Map<String, String> members) {
    byte[] bytes = CanonicalJson.bytes(evidence);
    JsonNode list = evidence.isArray() ? evidence : evidence.get("orders");
    members.put(path, list.size() + " entries, SHA-256 " + Digests.sha256Hex(bytes));
  }

  private static void flatten(String path, JsonNode node, Map<String, String> members) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              e ->
                  flatten(
                      path.isEmpty() ? e.getKey() : path + "." + e.getKey(),
                      e.getValue(),
                      members));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(path + "[" + i + "]", node.get(i), members);
      }
    } else {
      members.put(path, node.toString());
    }
  }
}
