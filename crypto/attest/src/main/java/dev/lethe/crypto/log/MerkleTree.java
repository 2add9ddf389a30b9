package dev.lethe.crypto.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The Merkle tree of RFC 6962 over the leaves appended so far; every earlier size of it stays
 * available. Appending, roots and proofs take time logarithmic in the size.
 */
public final class MerkleTree {
  // levels.get(k).get(i) is the hash over the 2^k leaves from i * 2^k: complete subtrees only.
  private final List<List<byte[]>> levels = new ArrayList<>();

  /** Appends an entry's {@link MerkleHash#leaf}. */
  public void append(byte[] leafHash) {
    if (leafHash.length != MerkleHash.BYTES) {
      throw new IllegalArgumentException("a leaf hash has 32 bytes, not " + leafHash.length);
    }
    byte[] hash = leafHash.clone();
    for (int level = 0; ; level++) {
      if (level == levels.size()) {
        levels.add(new ArrayList<>());
      }
      List<byte[]> row = levels.get(level);
      row.add(hash);
      if (row.size() % 2 != 0) {
        return;
      }
      hash = MerkleHash.node(row.get(row.size() - 2), hash);
    }
  }

  /** The number of leaves. */
  public int size() {
    return levels.isEmpty() ? 0 : levels.get(0).size();
  }

  /** The root over all leaves. */
  public byte[] root() {
    return root(size());
  }

  /** The root over the first {@code size} leaves. */
  public byte[] root(int size) {
    Objects.checkIndex(size, size() + 1);
    return size == 0 ? MerkleHash.empty() : subtree(0, size);
  }

  /** The audit path of a leaf in the tree of the first {@code size} leaves, from the leaf up. */
  public List<byte[]> inclusionProof(int index, int size) {
    Objects.checkIndex(size, size() + 1);
    Objects.checkIndex(index, size);
    List<byte[]> proof = new ArrayList<>();
    path(index, 0, size, proof);
    return proof;
  }

  /** The proof that the first {@code oldSize} leaves are a prefix of the first {@code size}. */
  public List<byte[]> consistencyProof(int oldSize, int size) {
    Objects.checkIndex(size, size() + 1);
    Objects.checkIndex(oldSize, size + 1);
    List<byte[]> proof = new ArrayList<>();
    if (oldSize > 0 && oldSize < size) {
      subproof(oldSize, 0, size, true, proof);
    }
    return proof;
  }

  private void path(int index, int start, int size, List<byte[]> proof) {
    if (size == 1) {
      return;
    }
    int split = split(size);
    if (index < split) {
      path(index, start, split, proof);
      proof.add(subtree(start + split, size - split));
    } else {
      path(index - split, start + split, size - split, proof);
      proof.add(subtree(start, split));
    }
  }

  private void subproof(int old, int start, int size, boolean known, List<byte[]> proof) {
    if (old == size) {
      if (!known) {
        proof.add(subtree(start, size));
      }
      return;
    }
    int split = split(size);
    if (old <= split) {
      subproof(old, start, split, known, proof);
      proof.add(subtree(start + split, size - split));
    } else {
      subproof(old - split, start + split, size - split, false, proof);
      proof.add(subtree(start, split));
    }
  }

  private byte[] subtree(int start, int size) {
    if (Integer.bitCount(size) == 1) {
      int level = Integer.numberOfTrailingZeros(size);
      return levels.get(level).get(start >> level).clone();
    }
    int split = split(size);
    return MerkleHash.node(subtree(start, split), subtree(start + split, size - split));
  }

  /** The largest power of two below {@code size}. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }
}
