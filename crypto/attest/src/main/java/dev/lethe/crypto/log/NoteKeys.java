package dev.lethe.crypto.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Names and spells Ed25519 keys as C2SP signed-note does: {@code name+keyhash+base64(type || key)},
 * where keyhash is the first four bytes of SHA-256(name || 0x0A || type || key) in hex.
 */
final class NoteKeys {
  static final int HASH_BYTES = 4;
  private static final int KEY_BYTES = 32;
  private static final int MOST_CHARACTERS = 1024;

  private NoteKeys() {}

  /** A key's name and raw bytes. */
  record Named(String name, byte[] key) {}

  static byte[] hash(String name, byte type, byte[] key) {
    MessageDigest digest = MerkleHash.sha256();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    digest.update(type);
    return Arrays.copyOf(digest.digest(key), HASH_BYTES);
  }

  static String text(String name, byte type, byte[] key) {
    byte[] typed = new byte[1 + key.length];
    typed[0] = type;
    System.arraycopy(key, 0, typed, 1, key.length);
    return name
        + "+"
        + HexFormat.of().formatHex(hash(name, type, key))
        + "+"
        + Base64.getEncoder().encodeToString(typed);
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not the one text form of an Ed25519 key of that type
   */
  static Named parse(String text, byte type) {
    int first = text.indexOf('+');
    int second = text.indexOf('+', first + 1);
    if (first < 0 || second < 0 || text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("a verifier key is name+hash+base64");
    }
    byte[] typed = Base64.getDecoder().decode(text.substring(second + 1));
    if (typed.length != 1 + KEY_BYTES || typed[0] != type) {
      throw new IllegalArgumentException("not an Ed25519 verifier key of this kind");
    }
    Named named =
        new Named(
            VerifierKey.requireName(text.substring(0, first)),
            Arrays.copyOfRange(typed, 1, typed.length));
    if (!text(named.name(), type, named.key()).equals(text)) {
      throw new IllegalArgumentException("the verifier key's hash or spelling is wrong");
    }
    return named;
  }
}
