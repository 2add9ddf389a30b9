package dev.lethe.crypto.sign;

import dev.lethe.crypto.keys.PublicIdentity;

/**
 * A payload that a trusted identity signed with both its keys; only {@link DsseVerifier} makes one.
 */
public final class VerifiedPayload {
  private final PublicIdentity signer;
  private final String payloadType;
  private final byte[] payload;

  VerifiedPayload(PublicIdentity signer, String payloadType, byte[] payload) {
    this.signer = signer;
    this.payloadType = payloadType;
    this.payload = payload;
  }

  /** Who signed. */
  public PublicIdentity signer() {
    return signer;
  }

  /**
   * The bytes signed as being of this type: naming it keeps one kind of statement from being read
   * as another.
   *
   * @throws EnvelopeException if they were signed as another type
   */
  public byte[] payload(String expectedType) {
    if (!payloadType.equals(expectedType)) {
      throw new EnvelopeException(
          "The payload was signed as " + payloadType + ", but " + expectedType + " is expected");
    }
    return payload.clone();
  }
}
