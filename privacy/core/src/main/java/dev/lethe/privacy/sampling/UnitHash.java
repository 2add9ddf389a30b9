package dev.lethe.privacy.sampling;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A keyed hash of a unit's own content: HMAC-SHA256 over a domain and length-prefixed parts, so
 * that no two lists of parts collide by how they are cut.
 *
 * <p>Used by one thread at a time.
 */
public final class UnitHash {
  private static final String HMAC = "HmacSHA256";

  private final Mac mac;

  /**
   * @param key at least 16 secret bytes
   * @param domain what the hash is for; other domains give unrelated hashes
   */
  public UnitHash(byte[] key, String domain) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a hashing key has at least 16 bytes, got " + key.length);
    }
    try {
      mac = Mac.getInstance(HMAC);
      Mac derivation = Mac.getInstance(HMAC);
      derivation.init(new SecretKeySpec(key, HMAC));
      mac.init(
          new SecretKeySpec(derivation.doFinal(domain.getBytes(StandardCharsets.UTF_8)), HMAC));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  /** 32 bytes. */
  public byte[] hash(byte[]... parts) {
    for (byte[] part : parts) {
      mac.update(ByteBuffer.allocate(4).putInt(part.length).array());
      mac.update(part);
    }
    return mac.doFinal();
  }
}
