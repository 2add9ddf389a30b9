package dev.lethe.privacy.noise;

/**
 * The capability to draw noise under a key that someone else may know; held by tests only, since
 * such noise protects nobody.
 */
final class PredictableBits {
  private PredictableBits() {}

  /** Says in the calling code that the drawn noise is not secret. */
  static PredictableBits acceptedByTest() {
    return new PredictableBits();
  }
}
