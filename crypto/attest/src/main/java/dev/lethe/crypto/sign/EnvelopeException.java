package dev.lethe.crypto.sign;

import dev.lethe.crypto.VerificationException;

/** The bytes are not a signed envelope in the one form that is read. */
public final class EnvelopeException extends VerificationException {
  private static final long serialVersionUID = 1L;

  EnvelopeException(String message) {
    super(message);
  }
}
