package dev.lethe.crypto.keys;

import dev.lethe.crypto.seal.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The public half of an operator key: one Ed25519 and one ML-DSA-65 key that belong together. Two
 * identities with the same {@link #keyId()} have the same two keys; the name is a label only.
 *
 * <p>Its file is text: {@code lethe-identity-v1}, {@code name: NAME}, and two PEM {@code PUBLIC
 * KEY} blocks, Ed25519 first. Only that exact form is read.
 */
public final class PublicIdentity {
  static final int MAX_FILE_BYTES = 8 * 1024;
  private static final String HEADER = "lethe-identity-v1\nname: ";
  private static final String PEM_LABEL = "PUBLIC KEY";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final String name;
  private final byte[] ed25519;
  private final byte[] mlDsa65;
  private final String keyId;

  PublicIdentity(String name, byte[] ed25519, byte[] mlDsa65) {
    this.name = requireName(name);
    this.ed25519 = requireKey(SignatureAlgorithm.ED25519, ed25519);
    this.mlDsa65 = requireKey(SignatureAlgorithm.ML_DSA_65, mlDsa65);
    this.keyId = idOf(spki(SignatureAlgorithm.ED25519), spki(SignatureAlgorithm.ML_DSA_65));
  }

  /** The label its operator chose. */
  public String name() {
    return name;
  }

  /** SHA-256, in hex, of both SubjectPublicKeyInfo encodings, Ed25519 first. */
  public String keyId() {
    return keyId;
  }

  /** The raw public key: 32 bytes for Ed25519, 1952 for ML-DSA-65. */
  public byte[] publicKey(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> ed25519.clone();
      case ML_DSA_65 -> mlDsa65.clone();
    };
  }

  /** The DER SubjectPublicKeyInfo (RFC 8410, RFC 9881). */
  public byte[] spki(SignatureAlgorithm algorithm) {
    return algorithm.toSpki(publicKey(algorithm));
  }

  /** Whether this identity made {@code signature} over {@code message}. */
  public boolean verify(SignatureAlgorithm algorithm, byte[] message, byte[] signature) {
    return algorithm.verify(publicKey(algorithm), message, signature);
  }

  /** Writes the public file, replacing an older one. */
  public void save(Path file) throws IOException {
    DurableFiles.writeAtomically(file, encode());
  }

  /**
   * Reads a public file.
   *
   * @throws KeyFileException if it is not one, byte for byte
   */
  public static PublicIdentity load(Path file) throws IOException {
    byte[] text = DurableFiles.readBounded(file, MAX_FILE_BYTES);
    try {
      return decode(text);
    } catch (IllegalArgumentException e) {
      throw new KeyFileException(
          file
              + " is not a public identity ("
              + e.getMessage()
              + "): ask its owner for the .pub file again, and copy it unchanged");
    }
  }

  byte[] encode() {
    return Pem.join(
        (HEADER + name + "\n").getBytes(StandardCharsets.US_ASCII),
        Pem.encode(PEM_LABEL, spki(SignatureAlgorithm.ED25519)),
        Pem.encode(PEM_LABEL, spki(SignatureAlgorithm.ML_DSA_65)));
  }

  static PublicIdentity decode(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int nameEnd = text.indexOf('\n', HEADER.length());
    if (!text.startsWith(HEADER) || nameEnd < 0) {
      throw new IllegalArgumentException("it does not start with lethe-identity-v1 and a name");
    }
    List<byte[]> blocks = Pem.decode(PEM_LABEL, bytes);
    if (blocks.size() != 2) {
      throw new IllegalArgumentException(blocks.size() + " PUBLIC KEY blocks, 2 expected");
    }
    PublicIdentity identity =
        new PublicIdentity(
            text.substring(HEADER.length(), nameEnd),
            SignatureAlgorithm.ED25519.fromSpki(blocks.get(0)),
            SignatureAlgorithm.ML_DSA_65.fromSpki(blocks.get(1)));
    if (!Arrays.equals(identity.encode(), bytes)) {
      throw new IllegalArgumentException("it has bytes beside the name and the two keys");
    }
    return identity;
  }

  static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a key's name is 1 to 64 letters, digits, '.', '_' or '-', and starts with a letter or"
              + " digit");
    }
    return name;
  }

  private static byte[] requireKey(SignatureAlgorithm algorithm, byte[] key) {
    if (key.length != algorithm.keyBytes() || !algorithm.isValidKey(key)) {
      throw new IllegalArgumentException("not a valid " + algorithm.tag() + " public key");
    }
    return key.clone();
  }

  private static String idOf(byte[]... spkis) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] spki : spkis) {
        digest.update(spki);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PublicIdentity that
        && keyId.equals(that.keyId)
        && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return keyId.hashCode();
  }

  @Override
  public String toString() {
    return name + " (" + keyId + ")";
  }
}
