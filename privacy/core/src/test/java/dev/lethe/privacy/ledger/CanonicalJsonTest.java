package dev.lethe.privacy.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CanonicalJsonTest {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static JsonNode parse(String json) {
    return CanonicalJson.parseStrict(json.getBytes(UTF_8), 1 << 16, 8);
  }

  private static String canonical(String json) {
    return new String(CanonicalJson.bytes(parse(json)), UTF_8);
  }

  @Test
  void sortsAndEscapesAsTheStandardsExampleDoes() {
    // RFC 8785 section 3.2.2, with its number of 30 digits replaced by one that a double holds.
    String example =
        "{\"numbers\": [333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],"
            + "\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\","
            + "\"literals\": [null, true, false]}";
    assertThat(canonical(example))
        .isEqualTo(
            "{\"literals\":[null,true,false],"
                + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void sortsKeysByUtf16CodeUnits() {
    String keys =
        "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,\"\\u00f6\":7}";
    assertThat(canonical(keys))
        .isEqualTo("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.0, 0",
    "1.0, 1",
    "1e21, 1e+21",
    "1e20, 100000000000000000000",
    "9007199254740991, 9007199254740991",
    "5e-324, 5e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "0.1, 0.1",
    "1e-7, 1e-7"
  })
  void writesNumbersAsEcmaScriptDoes(String written, String canonical) {
    assertThat(canonical(written)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "// x\n1",
        "01",
        "+1",
        ".5",
        "1.",
        "0x1",
        "NaN",
        "Infinity",
        "-Infinity",
        "1 2",
        "{} {}",
        "[]]",
        "tru",
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"x\":{\"a\":1,\"a\":2}}",
        "9007199254740992",
        "-9007199254740992",
        "123456789012345678901234567890",
        "1e400",
        "1e-400",
        "1e99999999999",
        "0.10000000000000000000001",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "{\"\\ud800\":1}",
        "\"a\nb\"",
        "\"\\x41\"",
        "\ufeff{}",
        "[[[[[[[[[1]]]]]]]]]"
      })
  void refusesWhatCanBeReadInTwoWays(String json) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] overlong = {'"', (byte) 0xc0, (byte) 0x80, '"'};
    assertThatThrownBy(() -> CanonicalJson.parseStrict(overlong, 10, 2))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("UTF-8");
    byte[] utf16 = "{}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> CanonicalJson.parseStrict(utf16, 10, 2))
        .isInstanceOf(MalformedJsonException.class);
  }

  @Test
  void boundsLengthAndDepth() {
    assertThatThrownBy(() -> CanonicalJson.parseStrict("[1,2]".getBytes(UTF_8), 4, 2))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("longer");
    byte[] deep = "[".repeat(100_000).getBytes(UTF_8);
    assertThatThrownBy(() -> CanonicalJson.parseStrict(deep, 1 << 20, 256))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("deep");
    assertThat(parse("[[[[[[[[1]]]]]]]]").isArray()).isTrue();
  }

  @Test
  void saysWhereTheDuplicateIs() {
    assertThatThrownBy(() -> parse("{\n \"epsilon\": 1,\n \"epsilon\": 9}"))
        .hasMessageContaining("line 3")
        .hasMessageContaining("epsilon");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{ }", "{\"b\":1,\"a\":2}", "1.0", "\"\\u0041\"", "1E3", "{}\n", "[1, 2]"})
  void knowsWhatIsNotCanonical(String json) {
    assertThat(parse(json)).isNotNull();
    assertThat(CanonicalJson.isCanonical(json.getBytes(UTF_8))).isFalse();
  }

  @Test
  void refusesNodesWithoutAForm() {
    for (JsonNode node :
        new JsonNode[] {
          NODES.numberNode(Double.NaN),
          NODES.numberNode(Float.POSITIVE_INFINITY),
          NODES.numberNode(Long.MAX_VALUE),
          NODES.numberNode(new java.math.BigDecimal("0.1000000000000000000001")),
          NODES.textNode("\ud800"),
          NODES.pojoNode("x"),
          NODES.binaryNode(new byte[1])
        }) {
      assertThatThrownBy(() -> CanonicalJson.bytes(node))
          .isInstanceOf(MalformedJsonException.class);
    }
  }

  @Test
  void agreesWithTheReferenceAndComesBackUnchanged() throws IOException {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      ObjectNode value = NODES.objectNode();
      value.set("v", random(random, 4));
      byte[] bytes = CanonicalJson.bytes(value);
      assertThat(bytes).isEqualTo(new JsonCanonicalizer(value.toString()).getEncodedUTF8());
      JsonNode read = CanonicalJson.parseStrict(bytes, bytes.length, 8);
      assertThat(CanonicalJson.bytes(read)).isEqualTo(bytes);
      assertThat(CanonicalJson.isCanonical(bytes)).isTrue();
    }
  }

  private static JsonNode random(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 7 : 5)) {
      case 0 -> NODES.numberNode(random.nextLong() >> (11 + random.nextInt(50)));
      case 1 -> {
        double number = Double.longBitsToDouble(random.nextLong());
        yield NODES.numberNode(Double.isFinite(number) ? number : random.nextGaussian());
      }
      case 2 -> NODES.booleanNode(random.nextBoolean());
      case 3 -> NODES.nullNode();
      case 4 -> NODES.textNode(text(random));
      case 5 -> {
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(random(random, depth - 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(text(random), random(random, depth - 1));
        }
        yield object;
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      int point = random.nextInt(random.nextBoolean() ? 0x80 : 0x11000);
      text.appendCodePoint(point >= 0xd800 && point < 0xe000 ? '?' : point);
    }
    return text.toString();
  }
}
