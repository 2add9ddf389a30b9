package dev.lethe.privacy.event;

/** The bounds that events share. */
final class Checks {
  private Checks() {}

  static void positive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " must be finite and positive, got " + value);
    }
  }

  static void atLeast(String what, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", got " + value);
    }
  }

  static void rate(double value) {
    if (!(value > 0 && value <= 1)) {
      throw new IllegalArgumentException("sampling rate must be in (0, 1], got " + value);
    }
  }
}
