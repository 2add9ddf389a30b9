package dev.lethe.crypto.sign;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A DSSE v1 envelope with exactly two signatures, Ed25519 then ML-DSA-65, of one signer. Holding
 * one proves nothing: only {@link DsseVerifier} hands out the payload.
 *
 * <p>There is one sequence of bytes for each envelope ({@link #toBytes()}, canonical JSON by RFC
 * 8785), and {@link #parse} reads nothing else. Every envelope read here is a DSSE envelope; not
 * every DSSE envelope is read here (see docs/attestation.md).
 */
public final class DsseEnvelope {
  /** The longest envelope that is parsed. */
  public static final int MAX_BYTES = 64 << 20;

  private static final Pattern PAYLOAD_TYPE = Pattern.compile("[!#-\\[\\]-~]{1,255}");

  private final String payloadType;
  private final byte[] payload;
  private final List<EnvelopeSignature> signatures;

  DsseEnvelope(String payloadType, byte[] payload, List<EnvelopeSignature> signatures) {
    this.payloadType = payloadType;
    this.payload = payload.clone();
    this.signatures = List.copyOf(signatures);
  }

  /**
   * Reads an envelope that stands alone.
   *
   * @throws EnvelopeException if it is not canonical, too long, or has any other member
   */
  public static DsseEnvelope parse(byte[] bytes) {
    ObjectNode json = EnvelopeJson.parse(bytes, MAX_BYTES);
    if (json.size() != 3) {
      throw new EnvelopeException(
          "An envelope has the members payload, payloadType and signatures and no other, but this"
              + " one has "
              + EnvelopeJson.memberNames(json)
              + ": use the file as its signer wrote it");
    }
    DsseEnvelope envelope = fromJson(json);
    if (!Arrays.equals(envelope.toBytes(), bytes)) {
      throw new EnvelopeException(
          "The envelope is not in canonical form (RFC 8785): use the file as its signer wrote it,"
              + " not a reformatted copy");
    }
    return envelope;
  }

  /**
   * Reads payload, payloadType and signatures from an object that may have other members: those are
   * not signed, and the caller's to check.
   *
   * @throws EnvelopeException if a member is missing, of another type, or not canonical base64
   */
  public static DsseEnvelope fromJson(ObjectNode json) {
    return EnvelopeJson.read(json);
  }

  /** A fresh object with the members payload, payloadType and signatures. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("payload", Base64.getEncoder().encodeToString(payload));
    json.put("payloadType", payloadType);
    var list = json.putArray("signatures");
    for (EnvelopeSignature signature : signatures) {
      list.addObject()
          .put("keyid", signature.keyid())
          .put("sig", Base64.getEncoder().encodeToString(signature.bytes()));
    }
    return json;
  }

  /** The envelope as canonical JSON in UTF-8, without a final newline. */
  public byte[] toBytes() {
    // Members are put in sorted order and every string is plain ASCII without escapes, so that the
    // compact form is already the canonical one.
    return toJson().toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What the signer says the payload is; authentic only after verification. */
  public String payloadType() {
    return payloadType;
  }

  /** The identity named as the signer; authentic only after verification. */
  public String signerKeyId() {
    return signatures.get(0).signerKeyId();
  }

  List<EnvelopeSignature> signatures() {
    return signatures;
  }

  byte[] payload() {
    return payload.clone();
  }

  /**
   * The signed bytes: DSSE's pre-authentication encoding, which binds the type and both lengths.
   */
  byte[] preAuthenticationEncoding() {
    return preAuthenticationEncoding(payloadType, payload);
  }

  static byte[] preAuthenticationEncoding(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ("DSSEv1 " + type.length + " " + payloadType + " " + payload.length + " ")
            .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Math.addExact(head.length, payload.length))
        .put(head)
        .put(payload)
        .array();
  }

  static boolean isPayloadType(String payloadType) {
    return PAYLOAD_TYPE.matcher(payloadType).matches();
  }

  @Override
  public String toString() {
    return "DsseEnvelope["
        + payloadType
        + ", "
        + payload.length
        + " bytes, "
        + signatures.stream().map(EnvelopeSignature::keyid).collect(Collectors.joining(", "))
        + "]";
  }
}
