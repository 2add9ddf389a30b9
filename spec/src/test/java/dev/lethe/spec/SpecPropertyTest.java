package dev.lethe.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.privacy.ledger.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecPropertyTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void validSpecsComeBackEqualFromJsonAndFromYaml(long seed) {
    RandomSpecs specs = new RandomSpecs(seed);
    for (int i = 0; i < 50; i++) {
      TrainingSpec spec = specs.next();
      byte[] canonical = SpecWriter.canonicalJson(spec);
      JsonNode json = CanonicalJson.parseStrict(canonical, canonical.length, 64);

      assertThat(SpecWriter.fromJson(json, Path.of(""))).isEqualTo(spec);
      assertThat(SpecReader.read(yaml(json), Path.of(""), "x.yaml")).isEqualTo(spec);
      assertThat(TrainingSpecs.problems(spec)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void corruptedTreesAreRefusedOrAreAnotherSpec(long seed) {
    Random random = new Random(seed);
    RandomSpecs specs = new RandomSpecs(seed);
    int refused = 0;
    for (int i = 0; i < 100; i++) {
      ObjectNode json = SpecWriter.json(specs.next());
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        corrupt(json, random);
      }
      refused += survives(() -> SpecWriter.fromJson(json, Path.of("")));
    }
    assertThat(refused).isGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void corruptedTextIsRefusedOrIsAnotherSpec(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      StringBuilder text = new StringBuilder(SpecFixtures.READMISSION);
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "{}[]:,#&*!|>'\"%@`-? \t\n0\u0000é".charAt(random.nextInt(25)));
          case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 30)));
        }
      }
      String yaml = text.toString();
      refused += survives(() -> SpecReader.read(yaml, Path.of(""), "x.yaml"));
    }
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void theDigestIgnoresTheOrderOfKeysAndTheFolderAndNothingElse() {
    TrainingSpec spec = SpecFixtures.read(SpecFixtures.READMISSION);
    List<String> lines = new ArrayList<>(SpecFixtures.READMISSION.lines().toList());
    String last = lines.remove(lines.size() - 1);
    lines.add(0, last + " # moved up");

    assertThat(SpecDigest.of(SpecFixtures.read(String.join("\n", lines))))
        .isEqualTo(SpecDigest.of(spec))
        .matches("[0-9a-f]{64}");
    assertThat(
            SpecDigest.of(SpecFixtures.read(SpecFixtures.READMISSION, "training.ledgerWindow=16")))
        .isEqualTo(SpecDigest.of(spec));
    assertThat(SpecDigest.of(SpecFixtures.read(SpecFixtures.READMISSION, "training.steps=801")))
        .isNotEqualTo(SpecDigest.of(spec));
    String file = SpecFixtures.READMISSION.replace("catalog:diabetes-130-us-hospitals", "file:a");
    String[] folders = {"/one", "/two/three"};
    assertThat(folders)
        .extracting(f -> SpecReader.read(file, Path.of(f), "x", List.of("data.id=people")))
        .extracting(SpecDigest::of)
        .allMatch(SpecDigest.of(SpecFixtures.read(file, "data.id=people"))::equals);
  }

  /** 1 where the reading is refused; anything but a SpecException passes through and fails. */
  private static int survives(Runnable reading) {
    try {
      reading.run();
      return 0;
    } catch (SpecException e) {
      assertThat(e.problems()).isNotEmpty().allMatch(p -> !p.message().isBlank());
      return 1;
    }
  }

  private static void corrupt(ObjectNode root, Random random) {
    JsonNode at = root;
    while (true) {
      List<Object> children = new ArrayList<>();
      if (at instanceof ObjectNode object) {
        object.fieldNames().forEachRemaining(children::add);
      } else {
        for (int i = 0; i < at.size(); i++) {
          children.add(i);
        }
      }
      if (children.isEmpty()) {
        return;
      }
      Object child = children.get(random.nextInt(children.size()));
      JsonNode next = child instanceof Integer i ? at.get(i) : at.get((String) child);
      if (next.isContainerNode() && random.nextInt(5) > 0) {
        at = next;
        continue;
      }
      JsonNode value = hostile(random);
      if (at instanceof ObjectNode object) {
        switch (random.nextInt(3)) {
          case 0 -> object.remove((String) child);
          case 1 -> object.set("x" + child, value);
          default -> object.set((String) child, value);
        }
      } else if (child instanceof Integer i) {
        ((ArrayNode) at).set(i, value);
      }
      return;
    }
  }

  private static JsonNode hostile(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(random.nextLong());
      case 3 -> NODES.numberNode(Double.longBitsToDouble(random.nextLong()));
      case 4 -> NODES.textNode("");
      case 5 -> NODES.textNode("\ud800");
      case 6 -> NODES.numberNode(new java.math.BigDecimal("1e999999999"));
      case 7 -> NODES.arrayNode().add(1).add("x");
      case 8 -> NODES.objectNode().put("type", "mlp").put("#", 1);
      case 9 -> NODES.numberNode(1e308);
      case 10 -> NODES.numberNode(-1);
      default -> NODES.textNode("x".repeat(random.nextInt(3000)));
    };
  }

  /** JSON is YAML but for characters that YAML wants escaped. */
  private static String yaml(JsonNode json) {
    StringBuilder yaml = new StringBuilder();
    new String(json.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
        .chars()
        .forEach(
            c ->
                yaml.append(
                    c < 0x7F || Character.isSurrogate((char) c)
                        ? String.valueOf((char) c)
                        : String.format("\\u%04x", c)));
    return yaml.toString();
  }
}
