package dev.lethe.crypto.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DsseEnvelopeTest {
  private static final String TYPE = "application/vnd.in-toto+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final OperatorKey KEY = OperatorKey.generate(TestBytes.random(1));
  private static final DsseEnvelope ENVELOPE =
      DsseSigner.sign(TYPE, "{\"a\":1}".getBytes(StandardCharsets.UTF_8), KEY);

  @Test
  void theSignedBytesAreThoseOfTheDsseSpecification() {
    byte[] encoded =
        DsseEnvelope.preAuthenticationEncoding(
            "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));
    assertThat(new String(encoded, StandardCharsets.UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void theSignedBytesOfTwoEnvelopesAreNeverTheSame() {
    // Without lengths, "a b" + "c" and "a" + "b c" would be signed alike.
    assertThat(DsseEnvelope.preAuthenticationEncoding("a", "b c".getBytes(StandardCharsets.UTF_8)))
        .isNotEqualTo(
            DsseEnvelope.preAuthenticationEncoding("a b", "c".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    byte[] bytes = ENVELOPE.toBytes();
    DsseEnvelope again = DsseEnvelope.parse(bytes);
    assertThat(again.toBytes()).isEqualTo(bytes);
    assertThat(again.payloadType()).isEqualTo(TYPE);
    assertThat(again.signerKeyId()).isEqualTo(KEY.keyId());
    assertThat(again.payload()).isEqualTo("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theFormIsThatOfTheDsseSpecification() {
    String text = new String(ENVELOPE.toBytes(), StandardCharsets.UTF_8);
    assertThat(text)
        .startsWith(
            "{\"payload\":\"eyJhIjoxfQ==\",\"payloadType\":\"application/vnd.in-toto+json\","
                + "\"signatures\":[{\"keyid\":\"ed25519:"
                + KEY.keyId()
                + "\",\"sig\":\"")
        .contains("{\"keyid\":\"ml-dsa-65:" + KEY.keyId() + "\",\"sig\":\"")
        .endsWith("\"}]}");
  }

  @Test
  void signingIsDeterministic() {
    byte[] payload = TestBytes.of(2, 333);
    assertThat(DsseSigner.sign(TYPE, payload, KEY).toBytes())
        .isEqualTo(DsseSigner.sign(TYPE, payload, KEY).toBytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100_000})
  void payloadsOfAnyLengthAreCarried(int length) {
    byte[] payload = TestBytes.of(3, length);
    DsseEnvelope read = DsseEnvelope.parse(DsseSigner.sign(TYPE, payload, KEY).toBytes());
    assertThat(read.payload()).isEqualTo(payload);
  }

  static Stream<Named<Consumer<ObjectNode>>> tamperings() {
    return Stream.of(
        tampering("payload-missing", e -> e.remove("payload")),
        tampering("payload-is-a-number", e -> e.put("payload", 1)),
        tampering("payload-is-null", e -> e.putNull("payload")),
        tampering("payload-is-the-object-itself", e -> e.putObject("payload").put("a", 1)),
        tampering("payload-without-padding", e -> e.put("payload", "eyJhIjoxfQ")),
        tampering("payload-with-stray-last-bits", e -> e.put("payload", "eyJhIjoxfR==")),
        tampering("payload-in-url-safe-base64", e -> e.put("payload", "-_8=")),
        tampering("payload-with-a-line-break", e -> e.put("payload", "eyJh\nIjoxfQ==")),
        tampering("payload-with-a-space", e -> e.put("payload", "eyJhIjoxfQ== ")),
        tampering("payload-with-text-after-padding", e -> e.put("payload", "eyJhIjoxfQ==eyJh")),
        tampering("type-missing", e -> e.remove("payloadType")),
        tampering("type-empty", e -> e.put("payloadType", "")),
        tampering("type-is-a-list", e -> e.putArray("payloadType").add(TYPE)),
        tampering("type-with-a-space", e -> e.put("payloadType", "text/plain; a=b")),
        tampering("type-with-a-quote", e -> e.put("payloadType", "a\"b")),
        tampering("type-with-a-backslash", e -> e.put("payloadType", "a\\b")),
        tampering("type-not-ascii", e -> e.put("payloadType", "tëxt")),
        tampering("type-too-long", e -> e.put("payloadType", "a".repeat(256))),
        tampering("signatures-missing", e -> e.remove("signatures")),
        tampering("signatures-empty", e -> e.putArray("signatures")),
        tampering("signatures-is-an-object", e -> e.putObject("signatures").put("0", "a")),
        tampering("signature-ed25519-dropped", e -> signatures(e).remove(0)),
        tampering("signature-ml-dsa-dropped", e -> signatures(e).remove(1)),
        tampering("signature-repeated", e -> signatures(e).add(signatures(e).get(0))),
        tampering(
            "signature-ed25519-twice", e -> signatures(e).set(1, signatures(e).get(0).deepCopy())),
        tampering("signatures-swapped", e -> signatures(e).insert(0, signatures(e).remove(1))),
        tampering("signature-is-null", e -> signatures(e).setNull(0)),
        tampering("signature-is-a-string", e -> signatures(e).set(0, "ed25519")),
        tampering("signature-with-another-member", e -> signature(e, 0).put("cert", "x")),
        tampering("keyid-missing", e -> signature(e, 0).remove("keyid")),
        tampering("keyid-of-the-other-algorithm", e -> signature(e, 0).put("keyid", keyid(e, 1))),
        tampering("keyid-in-capitals", e -> signature(e, 0).put("keyid", upper(keyid(e, 0)))),
        tampering("keyid-cut", e -> signature(e, 0).put("keyid", keyid(e, 0).substring(0, 60))),
        tampering("keyid-of-another-signer", e -> signature(e, 1).put("keyid", otherKeyid())),
        tampering("sig-missing", e -> signature(e, 1).remove("sig")),
        tampering("sig-empty", e -> signature(e, 1).put("sig", "")),
        tampering("sig-cut", e -> signature(e, 0).put("sig", "AAAA")),
        tampering("sig-is-a-boolean", e -> signature(e, 0).put("sig", true)));
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void anEnvelopeOfAnotherShapeIsRefused(Consumer<ObjectNode> tampering) {
    ObjectNode json = ENVELOPE.toJson();
    tampering.accept(json);
    assertThatThrownBy(() -> DsseEnvelope.fromJson(json)).isInstanceOf(EnvelopeException.class);
    assertThatThrownBy(() -> DsseEnvelope.parse(utf8(json.toString())))
        .isInstanceOf(EnvelopeException.class);
  }

  static Stream<Named<String>> texts() {
    String text = new String(ENVELOPE.toBytes(), StandardCharsets.UTF_8);
    return Stream.of(
        Named.of("empty", ""),
        Named.of("a-list", "[" + text + "]"),
        Named.of("a-string", "\"a\""),
        Named.of("null", "null"),
        Named.of("cut", text.substring(0, text.length() - 1)),
        Named.of("trailing-brace", text + "}"),
        Named.of("two-documents", text + text),
        Named.of("trailing-newline", text + "\n"),
        Named.of("leading-space", " " + text),
        Named.of("byte-order-mark", "\ufeff" + text),
        Named.of("space-after-colon", text.replaceFirst(":", ": ")),
        Named.of("escaped-letter", text.replaceFirst("payload", "p\\\\u0061yload")),
        Named.of("members-reordered", reordered()),
        Named.of("unknown-member", text.replaceFirst("\\{", "{\"note\":1,")),
        Named.of("transparency-beside", text.replaceFirst("]}$", "],\"transparency\":{}}")),
        Named.of("payload-twice", text.replaceFirst("\\{", "{\"payload\":\"AAAA\",")),
        Named.of(
            "payload-twice-the-same", text.replaceFirst("\\{", "{\"payload\":\"eyJhIjoxfQ==\",")),
        Named.of("sig-twice", text.replaceFirst("\"sig\":", "\"sig\":\"AAAA\",\"sig\":")),
        Named.of("comment", "/* c */" + text),
        Named.of("nan", text.replaceFirst("\"eyJhIjoxfQ==\"", "NaN")),
        Named.of("deep", "[".repeat(100_000)),
        Named.of("deep-objects", "{\"a\":".repeat(100_000)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void bytesThatAreNotTheCanonicalFormAreRefused(String text) {
    assertThatThrownBy(() -> DsseEnvelope.parse(utf8(text))).isInstanceOf(EnvelopeException.class);
  }

  @Test
  void otherCharacterSetsAreRefused() {
    String text = new String(ENVELOPE.toBytes(), StandardCharsets.UTF_8);
    assertThatThrownBy(() -> DsseEnvelope.parse(text.getBytes(StandardCharsets.UTF_16BE)))
        .isInstanceOf(EnvelopeException.class);
    assertThatThrownBy(() -> DsseEnvelope.parse(new byte[] {'{', (byte) 0xff, '}'}))
        .isInstanceOf(EnvelopeException.class)
        .hasMessageContaining("UTF-8");
  }

  @Test
  void whatIsTooLongIsNotParsed() {
    assertThatThrownBy(() -> DsseEnvelope.parse(new byte[DsseEnvelope.MAX_BYTES + 1]))
        .isInstanceOf(EnvelopeException.class)
        .hasMessageContaining("at most " + DsseEnvelope.MAX_BYTES);
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] bytes = ENVELOPE.toBytes();
    for (int length = 0; length < bytes.length; length += 11) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> DsseEnvelope.parse(cut)).isInstanceOf(EnvelopeException.class);
    }
  }

  @Test
  void membersBesideAreLeftToTheCallerOfFromJson() throws IOException {
    ObjectNode json = ENVELOPE.toJson();
    json.putObject("transparency").put("leafIndex", 1);
    assertThat(DsseEnvelope.fromJson(json).toBytes()).isEqualTo(ENVELOPE.toBytes());
    assertThat(JSON.readTree(ENVELOPE.toBytes())).isEqualTo(ENVELOPE.toJson());
  }

  @Test
  void messagesShowUntrustedTextAsPrintableAsciiOnly() {
    assertThatThrownBy(() -> DsseEnvelope.parse(utf8("{\"\u001b[31mevil\":1}")))
        .isInstanceOf(EnvelopeException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\u001b");
    assertThatThrownBy(() -> DsseEnvelope.parse(utf8("{\"a\\u001b\":1,\"a\\u001b\":2}")))
        .isInstanceOf(EnvelopeException.class)
        .hasMessageContaining("Duplicate")
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\u001b");
    assertThatThrownBy(() -> DsseEnvelope.parse(utf8("{\"a\\u001bb\":1,\"c\":2}")))
        .isInstanceOf(EnvelopeException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "quote\"", "back\\slash", "new\nline", "ünicode"})
  void aTypeThatCouldNotBeReadBackIsNotSigned(String type) {
    assertThatThrownBy(() -> DsseSigner.sign(type, new byte[0], KEY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Named<Consumer<ObjectNode>> tampering(String name, Consumer<ObjectNode> change) {
    return Named.of(name, change);
  }

  private static ArrayNode signatures(ObjectNode envelope) {
    return (ArrayNode) envelope.get("signatures");
  }

  private static ObjectNode signature(ObjectNode envelope, int index) {
    return (ObjectNode) signatures(envelope).get(index);
  }

  private static String keyid(ObjectNode envelope, int index) {
    return signature(envelope, index).get("keyid").asText();
  }

  private static String upper(String keyid) {
    return "ed25519:" + keyid.substring(8).toUpperCase(Locale.ROOT);
  }

  private static String otherKeyid() {
    return "ml-dsa-65:" + OperatorKey.generate(TestBytes.random(2)).keyId();
  }

  private static String reordered() {
    ObjectNode from = ENVELOPE.toJson();
    ObjectNode to = JSON.createObjectNode();
    to.set("payloadType", from.get("payloadType"));
    to.set("payload", from.get("payload"));
    to.set("signatures", from.get("signatures"));
    return to.toString();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void fiveThousandRandomMutationsAreReadBackExactlyOrRefused() {
    Random random = new Random(7);
    byte[] bytes = ENVELOPE.toBytes();
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] mutated = TestBytes.mutate(bytes, random);
      try {
        assertThat(DsseEnvelope.parse(mutated).toBytes()).isEqualTo(mutated);
        read++;
      } catch (EnvelopeException refused) {
        assertThat(refused.getMessage()).hasSizeLessThan(1000);
      }
    }
    assertThat(read).isLessThan(5_000);
  }
}
