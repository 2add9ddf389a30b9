package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecSchemaTest {

  @Test
  void isAValidSchemaOfItsDialect() {
    JsonNode schema = SpecSchema.tree();

    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema))
        .isEmpty();
  }

  @Test
  void refersToNothingOutsideItself() {
    assertThat(SpecSchema.tree().findValuesAsText("$ref"))
        .isNotEmpty()
        .allMatch(ref -> ref.startsWith("#/$defs/"))
        .allMatch(ref -> !SpecSchema.tree().at(ref.substring(1)).isMissingNode());
  }

  @Test
  void everyObjectIsClosedOrAMapOfOneKind() {
    for (JsonNode object : objects(SpecSchema.tree(), new ArrayList<>())) {
      JsonNode more = object.path("additionalProperties");
      assertThat(more.isObject() || more.toString().equals("false")).as(object.toString()).isTrue();
    }
  }

  private static List<JsonNode> objects(JsonNode node, List<JsonNode> found) {
    if (node.path("type").asText().equals("object")) {
      found.add(node);
    }
    node.forEach(child -> objects(child, found));
    return found;
  }

  @Test
  void itsDefaultsAreTheOnesThatReadingFillsIn() {
    TrainingSpec spec =
        SpecFixtures.read(
            SpecFixtures.DIGITS.replaceAll("  split: .*\n", ""),
            "optimizer={type: adam, learningRate: 1}");
    JsonNode json = SpecWriter.json(spec);
    JsonNode table = SpecWriter.json(SpecFixtures.read(SpecFixtures.READMISSION));
    JsonNode schema = SpecSchema.tree();

    assertThat(json.at("/training/physicalBatch").asInt())
        .isEqualTo(schema.at("/properties/training/properties/physicalBatch/default").asInt());
    assertThat(json.at("/training/ledgerWindow").asInt())
        .isEqualTo(schema.at("/properties/training/properties/ledgerWindow/default").asInt());
    assertThat(json.at("/training/device"))
        .isEqualTo(schema.at("/properties/training/properties/device/default"));
    assertThat(json.at("/evaluation")).isEqualTo(schema.at("/properties/evaluation/default"));
    assertThat(json.at("/report/signWith"))
        .isEqualTo(schema.at("/$defs/report/properties/signWith/default"));
    assertThat(json.at("/data/split")).isEqualTo(schema.at("/$defs/data/properties/split/default"));
    assertThat(json.at("/privacy/relation")).isEqualTo(schema.at("/$defs/relation/default"));
    for (String key : List.of("beta1", "beta2", "epsilon")) {
      assertThat(json.at("/optimizer/" + key))
          .isEqualTo(schema.at("/$defs/adam/properties/" + key + "/default"));
    }
    JsonNode images =
        SpecWriter.json(
            SpecFixtures.read(
                SpecFixtures.DIGITS,
                "data.features={pixels: {rows: 28, columns: 28}, transform: scattering}"));
    for (String key : List.of("scales", "orientations", "groups")) {
      assertThat(images.at("/data/features/transform/" + key))
          .isEqualTo(schema.at("/$defs/scattering/properties/" + key + "/default"));
    }
    assertThat(table.at("/data/features/unknownCategory"))
        .isEqualTo(schema.at("/$defs/tableFeatures/properties/unknownCategory/default"));
    assertThat(table.at("/data/features/bounds/time_in_hospital/transform"))
        .isEqualTo(schema.at("/$defs/bound/properties/transform/default"));
  }
}
