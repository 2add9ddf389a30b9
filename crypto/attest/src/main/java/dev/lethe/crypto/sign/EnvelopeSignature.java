package dev.lethe.crypto.sign;

import dev.lethe.crypto.keys.SignatureAlgorithm;

/**
 * One signature of an envelope, of its algorithm's length; whether it verifies is not yet known.
 */
final class EnvelopeSignature {
  private final SignatureAlgorithm algorithm;
  private final String signerKeyId;
  private final byte[] bytes;

  EnvelopeSignature(SignatureAlgorithm algorithm, String signerKeyId, byte[] bytes) {
    this.algorithm = algorithm;
    this.signerKeyId = signerKeyId;
    this.bytes = bytes.clone();
  }

  /** The algorithm's tag, a colon, and the signer's identity: what DSSE calls the keyid. */
  String keyid() {
    return algorithm.tag() + ":" + signerKeyId;
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  String signerKeyId() {
    return signerKeyId;
  }

  byte[] bytes() {
    return bytes.clone();
  }
}
