package dev.lethe.crypto.log;

import dev.lethe.crypto.VerificationException;

/** The proof does not show that the entry is in the log of that checkpoint. */
public final class InclusionException extends VerificationException {
  private static final long serialVersionUID = 1L;

  InclusionException(String message) {
    super(message);
  }
}
