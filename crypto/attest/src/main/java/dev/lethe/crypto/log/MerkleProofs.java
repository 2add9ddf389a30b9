package dev.lethe.crypto.log;

import java.util.Arrays;
import java.util.List;

/**
 * Checks the proofs of RFC 6962 by the algorithms of RFC 9162, section 2.1. A proof is true for the
 * roots it is checked against, and for nothing else: the roots have to come from signed
 * checkpoints.
 */
public final class MerkleProofs {
  private MerkleProofs() {}

  /** Whether the leaf stands at {@code index} in the tree of {@code size} leaves and this root. */
  public static boolean isIncluded(
      byte[] leafHash, long index, long size, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size || !areHashes(proof) || leafHash.length != MerkleHash.BYTES) {
      return false;
    }
    long node = index;
    long last = size - 1;
    byte[] hash = leafHash;
    for (byte[] sibling : proof) {
      if (last == 0) {
        return false;
      }
      if (node % 2 == 1 || node == last) {
        hash = MerkleHash.node(sibling, hash);
        int up = node % 2 == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= up;
        last >>= up;
      } else {
        hash = MerkleHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(hash, root);
  }

  /**
   * Whether the tree of {@code oldSize} leaves and {@code oldRoot} is a prefix of the newer one.
   */
  public static boolean isConsistent(
      long oldSize, byte[] oldRoot, long size, byte[] root, List<byte[]> proof) {
    if (oldSize < 0 || oldSize > size || !areHashes(proof)) {
      return false;
    }
    if (oldSize == size) {
      return proof.isEmpty() && Arrays.equals(oldRoot, root);
    }
    if (oldSize == 0) {
      return proof.isEmpty() && Arrays.equals(oldRoot, MerkleHash.empty());
    }
    int up = Long.numberOfTrailingZeros(oldSize);
    long node = (oldSize - 1) >> up;
    long last = (size - 1) >> up;
    // A complete old tree is its own first subtree, and the proof leaves that out.
    boolean complete = Long.bitCount(oldSize) == 1;
    if (!complete && proof.isEmpty()) {
      return false;
    }
    byte[] oldHash = complete ? oldRoot : proof.get(0);
    byte[] hash = oldHash;
    for (byte[] sibling : complete ? proof : proof.subList(1, proof.size())) {
      if (last == 0) {
        return false;
      }
      if (node % 2 == 1 || node == last) {
        oldHash = MerkleHash.node(sibling, oldHash);
        hash = MerkleHash.node(sibling, hash);
        int skip = node % 2 == 1 ? 0 : Long.numberOfTrailingZeros(node);
        node >>= skip;
        last >>= skip;
      } else {
        hash = MerkleHash.node(hash, sibling);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && Arrays.equals(oldHash, oldRoot) && Arrays.equals(hash, root);
  }

  private static boolean areHashes(List<byte[]> proof) {
    return proof.size() <= 128 && proof.stream().allMatch(h -> h.length == MerkleHash.BYTES);
  }
}
