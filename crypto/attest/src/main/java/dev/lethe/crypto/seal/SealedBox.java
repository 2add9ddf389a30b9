package dev.lethe.crypto.seal;

import dev.lethe.crypto.SecretKeyAccess;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whoever lacks the key learns only the length of what was sealed, and no byte of it, of its header
 * or of its context can be changed without {@link #open} refusing it.
 *
 * <p>AES-256-GCM with a random 96-bit nonce: at most 2^32 seals under one key (NIST SP 800-38D,
 * section 8.3). The bytes are {@code "LSB1" | key id (8) | nonce (12) | ciphertext | tag (16)}; the
 * header up to the nonce, then the context in UTF-8, are the associated data. A context names the
 * place the plaintext belongs to, so that one sealed file cannot stand in for another. Replacing a
 * sealed file by an older one of the same context is <em>not</em> detected.
 */
public final class SealedBox {
  private static final byte[] MAGIC = "LSB1".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int NONCE_AT = MAGIC.length + SealKey.ID_BYTES;
  private static final int HEADER_BYTES = NONCE_AT + NONCE_BYTES;

  /** How much longer sealed bytes are than their plaintext. */
  public static final int OVERHEAD_BYTES = HEADER_BYTES + TAG_BYTES;

  private final SealKey key;
  private final SecureRandom random = new SecureRandom();

  /** Seals and opens under {@code key}, which stays the caller's to close. */
  public SealedBox(SealKey key) {
    this.key = key;
  }

  /** Seals {@code plain} for the place named by {@code context}. */
  public byte[] seal(byte[] plain, String context) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = new byte[Math.addExact(plain.length, OVERHEAD_BYTES)];
    System.arraycopy(MAGIC, 0, sealed, 0, MAGIC.length);
    System.arraycopy(key.id(), 0, sealed, MAGIC.length, SealKey.ID_BYTES);
    System.arraycopy(nonce, 0, sealed, NONCE_AT, NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, sealed, context);
      cipher.doFinal(plain, 0, plain.length, sealed, HEADER_BYTES);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM failed to encrypt", e);
    }
  }

  /**
   * What was sealed under this key for this context.
   *
   * @param maxBytes the longest plaintext the caller accepts
   * @throws SealException if the bytes are too long, cut, changed, or of another key or context
   */
  public byte[] open(byte[] sealed, String context, int maxBytes) {
    int plainBytes = sealed.length - OVERHEAD_BYTES;
    if (plainBytes < 0 || plainBytes > maxBytes) {
      throw new SealException(
          "Sealed bytes for '%s' hold %d bytes; between 0 and %d are accepted. The file is cut, or not this one: restore it, or start without it"
              .formatted(context, plainBytes, maxBytes));
    }
    if (!Arrays.equals(sealed, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new SealException(
          "The bytes for '%s' are not sealed in a form known here (LSB1 expected): restore the file, or start without it"
              .formatted(context));
    }
    byte[] id = Arrays.copyOfRange(sealed, MAGIC.length, NONCE_AT);
    if (!Arrays.equals(id, key.id())) {
      throw new SealException(
          "'%s' was sealed under key %s, but this key is %s: use the key it was sealed under"
              .formatted(context, HexFormat.of().formatHex(id), key.keyId()));
    }
    try {
      return cipher(Cipher.DECRYPT_MODE, sealed, context)
          .doFinal(sealed, HEADER_BYTES, sealed.length - HEADER_BYTES);
    } catch (AEADBadTagException e) {
      throw new SealException(
          "The sealed bytes were changed, or were not sealed for '%s': restore the file, or start without it"
              .formatted(context));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM failed to decrypt", e);
    }
  }

  private Cipher cipher(int mode, byte[] sealed, String context) throws GeneralSecurityException {
    byte[] secret = key.bytes(SecretKeyAccess.granted());
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(secret, "AES"),
          new GCMParameterSpec(8 * TAG_BYTES, sealed, NONCE_AT, NONCE_BYTES));
      cipher.updateAAD(sealed, 0, NONCE_AT);
      cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
      return cipher;
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
