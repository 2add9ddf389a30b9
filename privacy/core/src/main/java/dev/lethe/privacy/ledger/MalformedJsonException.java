package dev.lethe.privacy.ledger;

/** The bytes are not the bounded, unambiguous JSON they should be; the message says where. */
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedJsonException(String message) {
    super(message);
  }

  MalformedJsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
