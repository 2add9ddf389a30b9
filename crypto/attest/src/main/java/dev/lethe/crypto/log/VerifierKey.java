package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.SignatureAlgorithm;

/**
 * A named Ed25519 key that signs notes, in the form of C2SP signed-note: {@code
 * name+keyhash+base64(0x01 || key)}, where keyhash is the first four bytes of SHA-256(name || 0x0A
 * || 0x01 || key) in hex.
 */
public final class VerifierKey {
  private static final byte ED25519 = 1;

  private final String name;
  private final byte[] key;

  private VerifierKey(String name, byte[] key) {
    this.name = name;
    this.key = key;
  }

  /** The key with which an identity signs as {@code name}. */
  public static VerifierKey of(String name, PublicIdentity identity) {
    return new VerifierKey(requireName(name), identity.publicKey(SignatureAlgorithm.ED25519));
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not the text form of an Ed25519 key
   */
  public static VerifierKey parse(String vkey) {
    NoteKeys.Named named = NoteKeys.parse(vkey, ED25519);
    return new VerifierKey(named.name(), named.key());
  }

  /** The name it signs as. */
  public String name() {
    return name;
  }

  byte[] hash() {
    return NoteKeys.hash(name, ED25519, key);
  }

  boolean verify(byte[] message, byte[] signature) {
    return SignatureAlgorithm.ED25519.verify(key, message, signature);
  }

  static String requireName(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot name a signer: 1 to 255 characters, no white space, no plus");
    }
    return name;
  }

  static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 255
        && name.codePoints()
            .noneMatch(
                c ->
                    c == '+'
                        || Character.isWhitespace(c)
                        || Character.isSpaceChar(c)
                        || Character.isISOControl(c)
                        || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /** The text form. */
  @Override
  public String toString() {
    return NoteKeys.text(name, ED25519, key);
  }
}
