package dev.lethe.data.learn;

/** A release would cost more than the event it is charged as; nothing was released. */
public final class UnpaidReleaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnpaidReleaseException(String message) {
    super(message);
  }
}
