package dev.lethe.crypto.log;

import dev.lethe.crypto.VerificationException;

/** A witness does not cosign: what it is shown contradicts what it saw, or cannot be checked. */
public final class WitnessRefusedException extends VerificationException {
  private static final long serialVersionUID = 1L;

  WitnessRefusedException(String message) {
    super(message);
  }
}
