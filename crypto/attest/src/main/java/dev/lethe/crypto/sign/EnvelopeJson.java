package dev.lethe.crypto.sign;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads envelopes strictly: one shape, one spelling, bounded before it is parsed. */
final class EnvelopeJson {
  private static final Pattern KEY_ID = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  // Keeps a piece of the untrusted input out of the message.
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxStringLength(DsseEnvelope.MAX_BYTES)
                          .maxNameLength(256)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private EnvelopeJson() {}

  static ObjectNode parse(byte[] bytes, int maxBytes) {
    if (bytes.length > maxBytes) {
      throw new EnvelopeException(
          "The envelope has "
              + bytes.length
              + " bytes and at most "
              + maxBytes
              + " are read: is this the right file?");
    }
    try {
      // Decoded here, because a byte parser would also take UTF-16 and UTF-32.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonNode json = MAPPER.readTree(text);
      if (json instanceof ObjectNode object) {
        return object;
      }
      throw new EnvelopeException("The envelope is not a JSON object: is this the right file?");
    } catch (CharacterCodingException e) {
      throw new EnvelopeException("The envelope is not UTF-8 text: is this the right file?");
    } catch (JsonProcessingException e) {
      throw new EnvelopeException(
          "The envelope is not strict JSON ("
              + printable(e.getOriginalMessage())
              + "): use the file as its signer wrote it");
    }
  }

  static DsseEnvelope read(ObjectNode json) {
    String payloadType = text(json, "payloadType", "payloadType");
    if (!DsseEnvelope.isPayloadType(payloadType)) {
      throw new EnvelopeException("payloadType is not a media type or URI of printable ASCII");
    }
    byte[] payload = base64(text(json, "payload", "payload"), "payload");
    return new DsseEnvelope(payloadType, payload, signatures(json.get("signatures")));
  }

  static List<String> memberNames(ObjectNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(name -> names.add(printable(name)));
    return names.size() > 8 ? names.subList(0, 8) : names;
  }

  /** Untrusted text, made harmless for a terminal. */
  private static String printable(String text) {
    String ascii = text.replaceAll("[^ -~]", "?");
    return ascii.length() > 200 ? ascii.substring(0, 200) + "..." : ascii;
  }

  private static List<EnvelopeSignature> signatures(@Nullable JsonNode list) {
    SignatureAlgorithm[] expected = SignatureAlgorithm.values();
    if (list == null || !list.isArray() || list.size() != expected.length) {
      throw new EnvelopeException(
          "signatures has to be a list of two: one Ed25519 and one ML-DSA-65 signature");
    }
    List<EnvelopeSignature> signatures = new ArrayList<>();
    for (int i = 0; i < expected.length; i++) {
      signatures.add(signature(list.get(i), expected[i], "signatures[" + i + "]"));
    }
    if (!signatures.get(0).signerKeyId().equals(signatures.get(1).signerKeyId())) {
      throw new EnvelopeException("The two signatures name different signers; one is required");
    }
    return signatures;
  }

  private static EnvelopeSignature signature(
      @Nullable JsonNode json, SignatureAlgorithm algorithm, String path) {
    if (!(json instanceof ObjectNode object) || object.size() != 2) {
      throw new EnvelopeException(path + " has to be an object of keyid and sig, and no more");
    }
    String keyid = text(object, "keyid", path + ".keyid");
    String prefix = algorithm.tag() + ":";
    if (!keyid.startsWith(prefix) || !KEY_ID.matcher(keyid.substring(prefix.length())).matches()) {
      throw new EnvelopeException(
          path + ".keyid has to be " + prefix + " and the signer's key id in 64 hex digits");
    }
    byte[] bytes = base64(text(object, "sig", path + ".sig"), path + ".sig");
    if (bytes.length != algorithm.signatureBytes()) {
      throw new EnvelopeException(
          path + ".sig has " + bytes.length + " bytes, not " + algorithm.signatureBytes());
    }
    return new EnvelopeSignature(algorithm, keyid.substring(prefix.length()), bytes);
  }

  private static String text(ObjectNode json, String member, String path) {
    JsonNode value = json.get(member);
    if (value == null || !value.isTextual()) {
      throw new EnvelopeException(path + " is missing or not a string");
    }
    return value.textValue();
  }

  private static byte[] base64(String text, String path) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // The decoder takes missing padding and stray last bits: one spelling only.
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new EnvelopeException(path + " is not standard base64");
    }
    throw new EnvelopeException(path + " is not canonical base64");
  }
}
