package dev.lethe.crypto.keys;

/** A key file cannot be used as it is; the message names the file and what to do about it. */
public final class KeyFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyFileException(String message) {
    super(message);
  }
}
