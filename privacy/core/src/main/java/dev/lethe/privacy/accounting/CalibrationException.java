package dev.lethe.privacy.accounting;

/** No noise multiplier in reach meets the target; the message says what to change. */
public final class CalibrationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public CalibrationException(String message) {
    super(message);
  }
}
