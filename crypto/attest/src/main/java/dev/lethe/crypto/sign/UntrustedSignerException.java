package dev.lethe.crypto.sign;

import dev.lethe.crypto.VerificationException;

/** The envelope names a signer whom the trust store does not know, or has revoked. */
public final class UntrustedSignerException extends VerificationException {
  private static final long serialVersionUID = 1L;

  UntrustedSignerException(String message) {
    super(message);
  }
}
