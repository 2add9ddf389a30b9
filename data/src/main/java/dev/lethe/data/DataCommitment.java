package dev.lethe.data;

import dev.lethe.data.read.Content;
import dev.lethe.data.read.Digests;
import dev.lethe.data.read.ReadLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binds a run to its data without telling anything about it: without the salt nobody can test a
 * guess, with the salt nobody can open it to other data (HMAC-SHA256 under a 32-byte random salt).
 */
public final class DataCommitment {
  /** How the value is computed, for reports. */
  public static final String SCHEME =
      "HMAC-SHA256 under a secret 32-byte salt, of the text lethe/data-commitment/v1 and the"
          + " SHA-256 of each file's unpacked content, in order";

  private static final String HMAC = "HmacSHA256";
  private static final int SALT_BYTES = 32;
  private static final String DOMAIN = "lethe/data-commitment/v1";

  private final byte[] salt;
  private final List<byte[]> contentDigests;
  private final String value;

  private DataCommitment(byte[] salt, List<byte[]> contentDigests) {
    this.salt = salt.clone();
    this.contentDigests = List.copyOf(contentDigests);
    this.value = value(this.salt, this.contentDigests);
  }

  /** Commits to contents by their digests, under a fresh salt. */
  static DataCommitment to(List<byte[]> contentDigests) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return new DataCommitment(salt, contentDigests);
  }

  /**
   * A commitment to the same contents under a salt chosen before; its value is that of the earlier
   * commitment if and only if the contents are the same.
   */
  public DataCommitment under(byte[] earlierSalt) {
    return new DataCommitment(earlierSalt, contentDigests);
  }

  private static String value(byte[] salt, List<byte[]> contentDigests) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(salt, HMAC));
      mac.update(DOMAIN.getBytes(StandardCharsets.US_ASCII));
      contentDigests.forEach(mac::update);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  /** The commitment in hex; may be published. */
  public String value() {
    return value;
  }

  /** What opens it, a copy. Whoever has it can test guesses of the data: it is never published. */
  public byte[] salt() {
    return salt.clone();
  }

  /**
   * Whether files are the data committed to, packed in any way.
   *
   * @param files the files in the order of the spec (images, then labels); {@code x.zip!entry}
   *     names an archive's entry
   * @param salt what opens the commitment
   * @param expected the commitment in hex
   * @throws dev.lethe.data.read.DataException if a file is missing or damaged
   * @throws IOException if a file cannot be read
   */
  public static boolean verify(List<Path> files, byte[] salt, String expected) throws IOException {
    List<byte[]> digests = new ArrayList<>();
    for (Path file : files) {
      digests.add(Digests.sha256(Content.file(file), ReadLimits.standard()));
    }
    byte[] found = value(salt, digests).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(found, expected.getBytes(StandardCharsets.UTF_8));
  }

  /** The salt is left out. */
  @Override
  public String toString() {
    return "DataCommitment[" + value + "]";
  }
}
