package dev.lethe.natives;

import org.jspecify.annotations.Nullable;

/**
 * The externs of the noise kernel, flat and unchecked: a wrong pointer ends the process.
 *
 * <p>A failure throws {@link NativeException}.
 */
public final class NoiseBridge {

  /** Stands for the generator, or the path, that suits this processor best. */
  public static final int BEST = -1;

  static {
    try {
      NativeLibrary.load();
    } catch (NativeLibraryException e) {
      // Told by require(); out of here it would come wrapped, and only once.
    }
  }

  private NoiseBridge() {}

  /**
   * Loads the library, or throws {@link NativeLibraryException} which says what to do; to be called
   * before the first use.
   */
  public static void require() {
    NativeLibrary.load();
  }

  /**
   * A new source, to be freed by {@link #close}.
   *
   * @param generator 0 for AES-256 in counter mode, 1 for ChaCha20, or {@link #BEST}
   * @param path 0 for portable code, 1 for AVX2, 2 for AVX-512, or {@link #BEST}
   * @param key 32 bytes that someone else may know, or null for a fresh key from the system
   */
  public static native long open(int generator, int path, byte @Nullable [] key);

  /** Fills the array with fresh draws of that standard deviation, from 1 to 2^45. */
  public static native void fill(long source, double deviation, long[] out);

  /** Names the path and the generator. */
  public static native String describe(long source);

  /** Whether this processor has the instructions of a path. */
  public static native boolean isAvailable(int path);

  /** Bound on one value's total variation distance from the exact law, given ideal bits. */
  public static native double distancePerValue();

  /** Wipes and frees a source. */
  public static native void close(long source);
}
