package dev.lethe.privacy.mechanism;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The AES-256 counter mode key stream, indistinguishable from uniform bits to whoever does not hold
 * the key; each key is used for one stream from counter 0.
 */
final class AesCtrBits implements BitSource {
  private final Cipher cipher;
  private final String description;
  private boolean closed;

  /** A stream under a fresh key from the operating system. */
  static AesCtrBits secure() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      return new AesCtrBits(key, "AES-256-CTR keyed from the operating system");
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** The stream of a key that a test chose. */
  static AesCtrBits of(byte[] key, PredictableBits capability) {
    if (capability == null) {
      throw new IllegalArgumentException("predictable bits need the capability for them");
    }
    return new AesCtrBits(key, "AES-256-CTR under a known key, for tests only");
  }

  private AesCtrBits(byte[] key, String description) {
    this.description = description;
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has AES in counter mode", e);
    }
  }

  @Override
  public void fill(byte[] out) {
    if (closed) {
      throw new IllegalStateException("this source of bits is closed");
    }
    Arrays.fill(out, (byte) 0);
    try {
      int written = cipher.update(out, 0, out.length, out, 0);
      if (written != out.length) {
        throw new IllegalStateException("the counter mode wrote " + written + " bytes");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key stream failed", e);
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    closed = true;
    try {
      // Re-keying drops the reference to the old key schedule, which Java cannot wipe.
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(new byte[32], "AES"),
          new IvParameterSpec(new byte[16]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key could not be dropped", e);
    }
  }
}
