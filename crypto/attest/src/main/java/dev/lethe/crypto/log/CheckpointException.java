package dev.lethe.crypto.log;

import dev.lethe.crypto.VerificationException;

/** A signed note or checkpoint is malformed, of another log, or not signed by the expected key. */
public final class CheckpointException extends VerificationException {
  private static final long serialVersionUID = 1L;

  CheckpointException(String message) {
    super(message);
  }
}
