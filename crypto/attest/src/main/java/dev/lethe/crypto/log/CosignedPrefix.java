package dev.lethe.crypto.log;

import java.util.List;

/**
 * A checkpoint that witnesses cosigned, with the proof that its tree is a prefix of a newer one;
 * true only after {@link #isPrefixOf}, and witnessed only by those whose {@link Cosignature} is
 * found on it.
 *
 * @param checkpoint the cosigned note
 * @param proof the hashes of RFC 6962 from its tree to the newer one
 */
public record CosignedPrefix(String checkpoint, List<byte[]> proof) {
  public CosignedPrefix {
    proof = proof.stream().map(byte[]::clone).toList();
  }

  /** What the note says, whoever signed it. */
  public Checkpoint cosigned() {
    return Checkpoint.unverified(checkpoint);
  }

  /** Whether its tree is a prefix of the tree of a checkpoint of the same log. */
  public boolean isPrefixOf(Checkpoint newer) {
    Checkpoint older = cosigned();
    return older.origin().equals(newer.origin())
        && MerkleProofs.isConsistent(older.size(), older.root(), newer.size(), newer.root(), proof);
  }
}
