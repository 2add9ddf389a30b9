package dev.lethe.crypto.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hashes of RFC 6962, section 2.1: SHA-256, with leaves and inner nodes told apart by their
 * first byte, so that no node can be passed off as a leaf.
 */
public final class MerkleHash {
  /** The length of every hash, in bytes. */
  public static final int BYTES = 32;

  private MerkleHash() {}

  /** The root of the tree without leaves. */
  public static byte[] empty() {
    return sha256().digest();
  }

  /** The hash of an entry as a leaf. */
  public static byte[] leaf(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update((byte) 0);
    return digest.digest(entry);
  }

  static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = sha256();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
