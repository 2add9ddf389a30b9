package dev.lethe.crypto.sign;

import dev.lethe.crypto.keys.OperatorKey;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import java.util.ArrayList;
import java.util.List;

/** Signs a payload and its type with both keys of an operator; the same input, the same bytes. */
public final class DsseSigner {
  private DsseSigner() {}

  /**
   * The envelope of {@code payload}, signed.
   *
   * @param payloadType a media type or URI of printable ASCII without quote or backslash
   */
  public static DsseEnvelope sign(String payloadType, byte[] payload, OperatorKey key) {
    if (!DsseEnvelope.isPayloadType(payloadType)) {
      throw new IllegalArgumentException(
          "payload type '" + payloadType + "' is not a media type or URI of printable ASCII");
    }
    byte[] signed = DsseEnvelope.preAuthenticationEncoding(payloadType, payload);
    List<EnvelopeSignature> signatures = new ArrayList<>();
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      signatures.add(new EnvelopeSignature(algorithm, key.keyId(), key.sign(algorithm, signed)));
    }
    return new DsseEnvelope(payloadType, payload, signatures);
  }
}
