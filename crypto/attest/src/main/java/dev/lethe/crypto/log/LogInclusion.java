package dev.lethe.crypto.log;

import dev.lethe.crypto.keys.PublicIdentity;
import java.util.List;

/**
 * A claim that an entry is in a log, with all that is needed to check it offline; true only after
 * {@link #verify}.
 *
 * @param leafIndex the entry's place, from zero
 * @param treeSize the size of the log the proof is for
 * @param proof the audit path of RFC 6962, 32 bytes each, from the leaf up
 * @param checkpoint the signed note for that size
 */
public record LogInclusion(long leafIndex, long treeSize, List<byte[]> proof, String checkpoint) {

  public LogInclusion {
    proof = proof.stream().map(byte[]::clone).toList();
  }

  /**
   * Shows that {@code entry} is in the log {@code origin} of that signer.
   *
   * @return the checkpoint it is shown for
   * @throws CheckpointException if the checkpoint is not that log's
   * @throws InclusionException if the proof does not lead from the entry to the checkpoint's root
   */
  public Checkpoint verify(byte[] entry, String origin, PublicIdentity signer) {
    Checkpoint signed = Checkpoint.parseAndVerify(checkpoint, origin, signer);
    if (signed.size() != treeSize) {
      throw new InclusionException(
          "The proof is for "
              + treeSize
              + " entries, but the checkpoint was signed over "
              + signed.size());
    }
    if (!MerkleProofs.isIncluded(
        MerkleHash.leaf(entry), leafIndex, treeSize, proof, signed.root())) {
      throw new InclusionException(
          "The proof does not lead from the entry at index "
              + leafIndex
              + " to the root of the log "
              + origin
              + ": the entry, its index or the proof was changed");
    }
    return signed;
  }
}
