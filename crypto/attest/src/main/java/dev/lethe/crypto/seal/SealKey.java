package dev.lethe.crypto.seal;

import dev.lethe.crypto.SecretKeyAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A secret 256-bit key whose bytes leave it only for a {@link SecretKeyAccess} token, and are
 * overwritten when it is closed.
 */
public final class SealKey implements AutoCloseable {
  static final int BYTES = 32;
  static final int ID_BYTES = 8;
  private static final byte[] FILE_HEADER =
      "lethe-seal-key-v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID_LABEL = "lethe seal key id v1".getBytes(StandardCharsets.US_ASCII);

  private final byte[] key;
  private final byte[] id;
  private boolean closed;

  private SealKey(byte[] key) {
    this.key = key;
    this.id = idOf(key);
  }

  /** A fresh key. */
  public static SealKey generate(SecureRandom random) {
    byte[] key = new byte[BYTES];
    random.nextBytes(key);
    return new SealKey(key);
  }

  /**
   * The key in {@code file}; where there is none, a fresh one that is on disk (mode 0600) before
   * this returns. Processes that race to create it all get the same key.
   *
   * @throws SealException if the file is not a seal key
   */
  public static SealKey loadOrCreate(Path file) throws IOException {
    try {
      return load(file);
    } catch (NoSuchFileException e) {
      return create(file);
    }
  }

  /** Names the key without revealing it. */
  public String keyId() {
    return HexFormat.of().formatHex(id);
  }

  /** A copy of the secret; the caller wipes it. */
  public synchronized byte[] bytes(SecretKeyAccess access) {
    if (closed) {
      throw new IllegalStateException("seal key " + keyId() + " is closed");
    }
    return key.clone();
  }

  byte[] id() {
    return id.clone();
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(key, (byte) 0);
  }

  @Override
  public String toString() {
    return "SealKey[" + keyId() + "]";
  }

  private static SealKey create(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      DurableFiles.createFolders(folder);
    }
    SealKey fresh = generate(new SecureRandom());
    byte[] text = encode(fresh.key);
    try {
      DurableFiles.createSecret(file, text);
      return fresh;
    } catch (FileAlreadyExistsException e) {
      fresh.close();
      return load(file);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static SealKey load(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    byte[] text = DurableFiles.readBounded(file, 256);
    try {
      return new SealKey(decode(text, file));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static byte[] encode(byte[] key) {
    byte[] base64 = Base64.getEncoder().encode(key);
    byte[] text = Arrays.copyOf(FILE_HEADER, FILE_HEADER.length + base64.length + 1);
    System.arraycopy(base64, 0, text, FILE_HEADER.length, base64.length);
    text[text.length - 1] = '\n';
    Arrays.fill(base64, (byte) 0);
    return text;
  }

  private static byte[] decode(byte[] text, Path file) {
    byte[] key = new byte[0];
    if (text.length > FILE_HEADER.length) {
      byte[] base64 = Arrays.copyOfRange(text, FILE_HEADER.length, text.length - 1);
      try {
        key = Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        key = new byte[0];
      } finally {
        Arrays.fill(base64, (byte) 0);
      }
    }
    if (key.length != BYTES || !MessageDigest.isEqual(encode(key), text)) {
      throw new SealException(
          file
              + " is not a seal key, or was damaged. Restore it from a backup; if it is lost, move"
              + " it away: a new one is made, and what the old one sealed stays closed");
    }
    return key;
  }

  private static byte[] idOf(byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ID_LABEL);
      return Arrays.copyOf(digest.digest(key), ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
