package dev.lethe.crypto;

import java.security.SecureRandom;
import java.util.Random;

/** Bytes that are the same in every run, and changes to bytes. */
public final class TestBytes {
  private TestBytes() {}

  /** A source that repeats itself: for keys in tests only. */
  public static SecureRandom random(long seed) {
    Random stream = new Random(seed);
    return new SecureRandom() {
      private static final long serialVersionUID = 1L;

      @Override
      public void nextBytes(byte[] bytes) {
        stream.nextBytes(bytes);
      }
    };
  }

  public static byte[] of(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  public static byte[] flipBit(byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }
}
