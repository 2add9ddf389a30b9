package dev.lethe.privacy.noise;

import dev.lethe.natives.NativeHandle;
import dev.lethe.natives.NoiseBridge;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.NoiseSource;
import org.jspecify.annotations.Nullable;

/**
 * Draws {@code round(s Z)} for a standard normal Z, exactly but for a statistical distance below
 * 2^-200 per value, given ideal bits: the law of {@link ExactRoundedGaussian}, and from the same
 * bits the same values, in vectors on the processor's widest instructions.
 *
 * <p>Its roundings are proven ({@code docs/guarantees.md}, "The noise"). The key comes from the
 * operating system and is wiped on close; no draw is given out twice.
 */
public final class NativeRoundedGaussian implements NoiseSource {
  private final NativeHandle handle;
  private final String description;

  /**
   * A source under a fresh secret key.
   *
   * @throws dev.lethe.natives.NativeLibraryException if this build or machine has no native library
   */
  public static NativeRoundedGaussian secure() {
    NoiseBridge.require();
    return new NativeRoundedGaussian(
        NoiseBridge.open(NoiseBridge.BEST, NoiseBridge.BEST, null),
        " keyed from the operating system");
  }

  /** A source of secret noise on a path and a cipher that a test chose. */
  static NativeRoundedGaussian on(Cipher cipher, CpuPath path) {
    NoiseBridge.require();
    return new NativeRoundedGaussian(
        NoiseBridge.open(cipher.ordinal(), path.ordinal(), null),
        " keyed from the operating system");
  }

  /** A source whose draws follow from a key that a test chose. */
  static NativeRoundedGaussian of(
      Cipher cipher, CpuPath path, byte[] key, @Nullable PredictableBits capability) {
    if (capability == null) {
      throw new IllegalArgumentException("predictable noise needs the capability for it");
    }
    NoiseBridge.require();
    return new NativeRoundedGaussian(
        NoiseBridge.open(cipher.ordinal(), path.ordinal(), key),
        " under a known key, for tests only");
  }

  private NativeRoundedGaussian(long source, String keyed) {
    handle = new NativeHandle("noise source", source, NoiseBridge::close);
    description =
        "rounded Gaussian by Box-Muller with lazily extended precision, "
            + NoiseBridge.describe(source)
            + keyed;
  }

  @Override
  public void fillRoundedGaussian(double standardDeviation, long[] out) {
    if (!(standardDeviation >= 1
        && standardDeviation <= ExactRoundedGaussian.MAX_STANDARD_DEVIATION)) {
      throw new IllegalArgumentException(
          "the standard deviation must be from 1 to 2^45 grid steps, got "
              + standardDeviation
              + "; choose the grid to fit the clipping norm");
    }
    long source = handle.acquire();
    try {
      NoiseBridge.fill(source, standardDeviation, out);
    } finally {
      handle.release();
    }
  }

  @Override
  public double distancePerValue() {
    return NoiseBridge.distancePerValue();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    handle.close();
  }
}
