package dev.lethe.crypto.sign;

import dev.lethe.crypto.VerificationException;

/**
 * A signature does not belong to the payload: one of them was changed, or the signer is another.
 */
public final class InvalidSignatureException extends VerificationException {
  private static final long serialVersionUID = 1L;

  InvalidSignatureException(String message) {
    super(message);
  }
}
