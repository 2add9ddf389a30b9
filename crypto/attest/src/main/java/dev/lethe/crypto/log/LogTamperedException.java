package dev.lethe.crypto.log;

import dev.lethe.crypto.VerificationException;

/** The log's own files do not agree with the checkpoint it last signed. */
public final class LogTamperedException extends VerificationException {
  private static final long serialVersionUID = 1L;

  LogTamperedException(String message) {
    super(message);
  }
}
