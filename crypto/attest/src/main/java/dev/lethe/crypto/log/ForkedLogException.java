package dev.lethe.crypto.log;

import dev.lethe.crypto.VerificationException;

/** A signed checkpoint is not of the history that is shown: the log was forked or rolled back. */
public final class ForkedLogException extends VerificationException {
  private static final long serialVersionUID = 1L;

  ForkedLogException(String message) {
    super(message);
  }
}
