package dev.lethe.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
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

  /**
   * A copy with one to four random edits: a byte changed, inserted, removed, or a part repeated.
   */
  public static byte[] mutate(byte[] bytes, Random random) {
    byte[] mutated = bytes;
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(mutated.length + 1);
      int to = Math.min(mutated.length, at + random.nextInt(40));
      byte[] middle =
          switch (random.nextInt(4)) {
            case 0 -> new byte[] {(byte) random.nextInt(256)};
            case 1 -> new byte[0];
            case 2 -> Arrays.copyOfRange(mutated, Math.max(0, at - 20), to);
            default -> of(random.nextLong(), 3);
          };
      byte[] next = Arrays.copyOf(mutated, at + middle.length + mutated.length - to);
      System.arraycopy(middle, 0, next, at, middle.length);
      System.arraycopy(mutated, to, next, at + middle.length, mutated.length - to);
      mutated = next;
    }
    return mutated;
  }
}
