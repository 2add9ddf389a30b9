package dev.lethe.spec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a spec by the SHA-256 of its canonical JSON, the same on every machine. */
final class SpecDigest {
  private SpecDigest() {}

  static String of(TrainingSpec spec) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(SpecWriter.canonicalJson(spec));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
