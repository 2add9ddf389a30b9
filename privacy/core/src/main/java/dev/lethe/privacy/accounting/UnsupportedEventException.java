package dev.lethe.privacy.accounting;

/**
 * The accountant has no proof for this event under this relation; the message names another way.
 */
public final class UnsupportedEventException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public UnsupportedEventException(String message) {
    super(message);
  }
}
