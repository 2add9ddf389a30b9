package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.PublicIdentity;
import dev.lethe.crypto.keys.TrustStore;

/**
 * A checkpoint and the trusted identity that signed it as its log.
 *
 * @param checkpoint what was signed
 * @param signer by whom
 */
public record SignedCheckpoint(Checkpoint checkpoint, PublicIdentity signer) {

  /**
   * Reads a note of whichever log.
   *
   * @throws CheckpointException if it is no checkpoint, or nobody trusted signed it
   */
  public static SignedCheckpoint of(String note, TrustStore trust) {
    String origin = Checkpoint.unverified(note).origin();
    for (PublicIdentity identity : trust.list()) {
      VerifierKey key = VerifierKey.of(origin, identity);
      if (SignedNote.lines(note).stream().anyMatch(l -> l.isBy(origin, key.hash()))) {
        return new SignedCheckpoint(Checkpoint.parseAndVerify(note, key), identity);
      }
    }
    throw new CheckpointException(
        "The checkpoint of "
            + origin
            + " is not signed by anybody who is trusted here; name its signer: --trust FILE.pub");
  }
}
