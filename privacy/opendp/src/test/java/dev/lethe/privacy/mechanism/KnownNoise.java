package dev.lethe.privacy.mechanism;

/** The Java sampler under a key that a test chose, for tests of other packages. */
public final class KnownNoise {
  private KnownNoise() {}

  /** A source whose draws follow from the key. */
  public static ExactRoundedGaussian under(byte[] key) {
    PredictableBits capability = PredictableBits.acceptedByTest();
    return ExactRoundedGaussian.of(AesCtrBits.of(key, capability), capability);
  }
}
