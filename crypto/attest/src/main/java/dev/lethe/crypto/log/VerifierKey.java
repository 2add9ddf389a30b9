package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A named Ed25519 key that signs notes, in the form of C2SP signed-note: {@code
 * name+keyhash+base64(0x01 || key)}, where keyhash is the first four bytes of SHA-256(name || 0x0A
 * || 0x01 || key) in hex.
 */
public final class VerifierKey {
  static final int HASH_BYTES = 4;
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
    int first = vkey.indexOf('+');
    int second = vkey.indexOf('+', first + 1);
    if (first < 0 || second < 0 || vkey.length() > 1024) {
      throw new IllegalArgumentException("a verifier key is name+hash+base64");
    }
    byte[] typed = Base64.getDecoder().decode(vkey.substring(second + 1));
    if (typed.length != 33 || typed[0] != ED25519) {
      throw new IllegalArgumentException("not an Ed25519 verifier key");
    }
    VerifierKey key =
        new VerifierKey(
            requireName(vkey.substring(0, first)), Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.toString().equals(vkey)) {
      throw new IllegalArgumentException("the verifier key's hash or spelling is wrong");
    }
    return key;
  }

  /** The name it signs as. */
  public String name() {
    return name;
  }

  byte[] hash() {
    MessageDigest digest = MerkleHash.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(ED25519);
    return Arrays.copyOf(digest.digest(key), HASH_BYTES);
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
    byte[] typed = new byte[1 + key.length];
    typed[0] = ED25519;
    System.arraycopy(key, 0, typed, 1, key.length);
    return name
        + "+"
        + HexFormat.of().formatHex(hash())
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }
}
