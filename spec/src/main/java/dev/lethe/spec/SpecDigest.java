package dev.lethe.spec;

import dev.lethe.privacy.ledger.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a spec by the SHA-256 of its canonical JSON, the same on every machine. */
final class SpecDigest {
  private SpecDigest() {}

  static String of(TrainingSpec spec) {
    return of(SpecWriter.canonicalJson(spec));
  }

  static String of(ProfileSpec spec) {
    return of(CanonicalJson.bytes(ProfileWriter.json(spec)));
  }

  private static String of(byte[] canonical) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical);
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
