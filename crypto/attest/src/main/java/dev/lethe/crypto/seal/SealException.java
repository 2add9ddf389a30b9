package dev.lethe.crypto.seal;

import dev.lethe.crypto.VerificationException;

/** Sealed bytes did not open: another key, another context, or bytes changed or missing. */
public final class SealException extends VerificationException {
  private static final long serialVersionUID = 1L;

  SealException(String message) {
    super(message);
  }
}
