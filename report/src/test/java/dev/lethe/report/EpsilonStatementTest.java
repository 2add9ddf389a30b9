package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EpsilonStatementTest {
  private final EpsilonStatement statement = SampleStatement.withoutEvidence();

  @Test
  void readsBackWhatItWrote() {
    byte[] bytes = CanonicalJson.bytes(statement.toJson());
    JsonNode parsed = CanonicalJson.parseStrict(bytes, bytes.length, 64);

    assertThat(EpsilonStatement.fromJson(parsed)).isEqualTo(statement);
    assertThat(CanonicalJson.bytes(EpsilonStatement.fromJson(parsed).toJson())).isEqualTo(bytes);
  }

  @Test
  void everyMissingMemberIsRefusedByItsPath() {
    for (String pointer : members(statement.toJson(), "")) {
      ObjectNode json = statement.toJson();
      String name = name(pointer);
      ((ObjectNode) json.at(parent(pointer))).remove(name);

      assertThatThrownBy(() -> EpsilonStatement.fromJson(json))
          .as(pointer)
          .isInstanceOf(MalformedReportException.class)
          .hasMessageContaining("'" + name + "'")
          .hasMessageContaining("predicate" + dotted(parent(pointer)));
    }
  }

  @Test
  void everyMemberOfAnotherTypeIsRefusedByItsPath() {
    for (String pointer : members(statement.toJson(), "")) {
      ObjectNode json = statement.toJson();
      JsonNode old = json.at(pointer);
      ObjectNode parent = (ObjectNode) json.at(parent(pointer));
      parent.set(name(pointer), old.isNumber() ? TextNode.valueOf("1") : IntNode.valueOf(7));

      assertThatThrownBy(() -> EpsilonStatement.fromJson(json))
          .as(pointer)
          .isInstanceOf(MalformedReportException.class)
          .hasMessageContaining("predicate" + dotted(pointer));
    }
  }

  @Test
  void everyObjectRefusesUnknownMembers() {
    List<String> objects = new ArrayList<>(List.of(""));
    for (String pointer : members(statement.toJson(), "")) {
      boolean open = pointer.startsWith("/spec/canonical") || pointer.endsWith("/event");
      if (statement.toJson().at(pointer).isObject() && !open) {
        objects.add(pointer);
      }
    }
    assertThat(objects).hasSizeGreaterThan(15);
    for (String pointer : objects) {
      ObjectNode json = statement.toJson();
      ((ObjectNode) json.at(pointer)).put("extra", 1);

      assertThatThrownBy(() -> EpsilonStatement.fromJson(json))
          .as(pointer)
          .isInstanceOf(MalformedReportException.class)
          .hasMessageContaining("'extra'");
    }
  }

  @Test
  void integersBeyondExactDoublesAreRefused() {
    ObjectNode json = statement.toJson();
    ((ObjectNode) json.at("/steps")).put("charged", 1L << 53);

    assertThatThrownBy(() -> EpsilonStatement.fromJson(json))
        .isInstanceOf(MalformedReportException.class)
        .hasMessageContaining("predicate.steps.charged");
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    refuses("/claim", "delta", 1.0);
    refuses("/claim", "epsilon", -0.1);
    refuses("/sampling", "samplingRate", 1.5);
    refuses("/mechanism", "noiseMultiplier", 0.0);
    refuses("/randomness", "distancePerValue", -1e-9);
  }

  private void refuses(String object, String member, double value) {
    ObjectNode json = statement.toJson();
    ((ObjectNode) json.at(object)).put(member, value);

    assertThatThrownBy(() -> EpsilonStatement.fromJson(json))
        .isInstanceOf(MalformedReportException.class)
        .hasMessageContaining("predicate" + dotted(object));
  }

  @Test
  void plainDigestOfPrivateDataCannotBePublished() {
    ObjectNode json = statement.toJson();
    ((ObjectNode) json.at("/data")).put("source", "file:patients.csv");

    assertThatThrownBy(() -> EpsilonStatement.fromJson(json))
        .isInstanceOf(MalformedReportException.class)
        .hasMessageContaining("public catalogue data only");
  }

  @Test
  void deltaItemsAreAlwaysAllThereInOrder() {
    ObjectNode json = statement.toJson();
    ((ArrayNode) json.at("/claim/deltaItems")).remove(3);

    assertThatThrownBy(() -> EpsilonStatement.fromJson(json))
        .isInstanceOf(MalformedReportException.class)
        .hasMessageContaining("truncation");
  }

  @Test
  void builderNamesTheMissingPart() {
    assertThatThrownBy(() -> SampleStatement.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'issuance'");
  }

  /** Pointers of all members that a record declares, depth first; the spec's own are free. */
  private static List<String> members(JsonNode node, String at) {
    List<String> found = new ArrayList<>();
    node.fields()
        .forEachRemaining(
            e -> {
              String pointer = at + "/" + e.getKey();
              found.add(pointer);
              // An event is read by the form of events, and refused under its part's path.
              if (!pointer.equals("/spec/canonical") && !pointer.endsWith("/event")) {
                found.addAll(members(e.getValue(), pointer));
              }
            });
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      found.addAll(members(node.get(i), at + "/" + i));
    }
    return found;
  }

  private static String parent(String pointer) {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  private static String name(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static String dotted(String pointer) {
    return pointer.replaceAll("/(\\d+)", "[$1]").replace('/', '.');
  }
}
