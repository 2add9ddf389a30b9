package dev.lethe.privacy.noise;

import dev.lethe.natives.NativeLibraryException;
import dev.lethe.natives.NativeLibraryException.Reason;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.NoiseSource;

/**
 * Opens noise of one law, under a fresh secret key, from the fastest source that this build and
 * machine have; the source's description tells which.
 */
public final class SecureNoise {
  private SecureNoise() {}

  /**
   * The native kernel, or the Java sampler where no native library was built or can run.
   *
   * @throws NativeLibraryException if there is a library that is not the one that was built
   */
  public static NoiseSource open() {
    try {
      return NativeRoundedGaussian.secure();
    } catch (NativeLibraryException e) {
      if (e.reason() == Reason.DAMAGED) {
        throw e;
      }
      return ExactRoundedGaussian.secure();
    }
  }

  /** The same, drawn ahead on a thread of its own for callers that draw like vectors repeatedly. */
  public static NoiseSource aheadOfTime() {
    return new AheadOfTimeNoise(open());
  }
}
