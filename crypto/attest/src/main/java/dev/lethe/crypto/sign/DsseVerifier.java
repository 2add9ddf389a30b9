package dev.lethe.crypto.sign;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.TrustStore;

/** A payload comes out only if one trusted identity signed it with Ed25519 and with ML-DSA-65. */
public final class DsseVerifier {
  private DsseVerifier() {}

  /**
   * The payload, once both signatures are shown to be of one trusted identity.
   *
   * @throws UntrustedSignerException if the signer is unknown or revoked
   * @throws InvalidSignatureException if either signature does not verify
   */
  public static VerifiedPayload verify(DsseEnvelope envelope, TrustStore trust) {
    PublicIdentity signer = trusted(envelope.signerKeyId(), trust);
    byte[] signed = envelope.preAuthenticationEncoding();
    for (EnvelopeSignature signature : envelope.signatures()) {
      if (!signer.verify(signature.algorithm(), signed, signature.bytes())) {
        throw new InvalidSignatureException(
            "The "
                + signature.algorithm().tag()
                + " signature of "
                + signer
                + " does not verify: the payload, its type or the signature was changed after"
                + " signing. Get the file again from its signer");
      }
    }
    return new VerifiedPayload(signer, envelope.payloadType(), envelope.payload());
  }

  private static PublicIdentity trusted(String keyId, TrustStore trust) {
    if (trust.isRevoked(keyId)) {
      throw new UntrustedSignerException(
          "Signed by " + keyId + ", which was revoked here: ask for a report under a valid key");
    }
    return trust
        .find(keyId)
        .orElseThrow(
            () ->
                new UntrustedSignerException(
                    "Signed by "
                        + keyId
                        + ", which is not trusted here: if that is the expected signer, get its"
                        + " .pub file over a channel you trust and enrol it"));
  }
}
