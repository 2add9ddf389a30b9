package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.crypto.TestBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleProofsTest {
  private static final int MAX = 40;

  private final List<byte[]> entries = MerkleTreeTest.entries(MAX);
  private final MerkleTree tree = MerkleTreeTest.tree(entries);

  @Test
  void everyLeafIsShownToBeInEveryTreeThatHoldsIt() {
    for (int size = 1; size <= MAX; size++) {
      for (int index = 0; index < size; index++) {
        assertThat(included(index, index, size, tree.inclusionProof(index, size), size))
            .as("leaf %d of %d", index, size)
            .isTrue();
      }
    }
  }

  @Test
  void noLeafIsShownToStandElsewhere() {
    for (int size = 1; size <= MAX; size++) {
      for (int index = 0; index < size; index++) {
        List<byte[]> proof = tree.inclusionProof(index, size);
        for (int claimed = -1; claimed <= size; claimed++) {
          if (claimed != index) {
            assertThat(included(index, claimed, size, proof, size)).isFalse();
          }
        }
      }
    }
  }

  @Test
  void anInclusionProofHoldsForNoOtherRoot() {
    for (int size = 2; size <= MAX; size++) {
      List<byte[]> proof = tree.inclusionProof(1, size);
      for (int other = 0; other <= MAX; other++) {
        if (other != size) {
          assertThat(included(1, 1, size, proof, other)).isFalse();
        }
      }
    }
  }

  @Test
  void anInclusionProofChangedCutOrLengthenedFails() {
    for (int size = 2; size <= MAX; size++) {
      int index = size / 2;
      for (List<byte[]> changed : changed(tree.inclusionProof(index, size))) {
        assertThat(included(index, index, size, changed, size)).isFalse();
      }
    }
  }

  @Test
  void anInnerNodeIsNotShownToBeALeaf() {
    // Two leaves' node, presented as an entry, must not stand where their subtree stands.
    byte[] node = tree.root(2);
    List<byte[]> proof = tree.inclusionProof(0, 4).subList(1, 2);
    assertThat(MerkleProofs.isIncluded(MerkleHash.leaf(node), 0, 2, proof, tree.root(4))).isFalse();
  }

  @Test
  void everyTreeIsShownToBeAPrefixOfEveryLaterOne() {
    for (int size = 0; size <= MAX; size++) {
      for (int old = 0; old <= size; old++) {
        assertThat(consistent(old, size, tree.consistencyProof(old, size)))
            .as("%d in %d", old, size)
            .isTrue();
      }
    }
  }

  @Test
  void aTreeWithOneLeafChangedIsNotShownToBeAPrefix() {
    for (int size = 2; size <= 20; size++) {
      for (int old = 1; old <= size; old++) {
        for (int changed = 0; changed < old; changed++) {
          List<byte[]> forged = new ArrayList<>(entries.subList(0, size));
          forged.set(changed, new byte[] {99});
          MerkleTree other = MerkleTreeTest.tree(forged);
          assertThat(
                  MerkleProofs.isConsistent(
                      old, tree.root(old), size, other.root(), other.consistencyProof(old, size)))
              .isFalse();
        }
      }
    }
  }

  @Test
  void aConsistencyProofChangedCutOrLengthenedFails() {
    for (int size = 2; size <= MAX; size++) {
      for (int old = 1; old < size; old++) {
        for (List<byte[]> changed : changed(tree.consistencyProof(old, size))) {
          assertThat(consistent(old, size, changed)).as("%d in %d", old, size).isFalse();
        }
      }
    }
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    assertThat(consistent(5, 4, List.of())).isFalse();
    assertThat(MerkleProofs.isConsistent(-1, tree.root(1), 4, tree.root(4), List.of())).isFalse();
    assertThat(included(0, 0, 0, List.of(), 0)).isFalse();
    assertThat(
            MerkleProofs.isIncluded(
                MerkleHash.leaf(entries.get(0)),
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE,
                tree.inclusionProof(0, MAX),
                tree.root()))
        .isFalse();
  }

  @Test
  void anEmptyOldTreeHasTheEmptyRootOnly() {
    assertThat(MerkleProofs.isConsistent(0, tree.root(1), 4, tree.root(4), List.of())).isFalse();
  }

  private boolean included(int leaf, long claimed, long size, List<byte[]> proof, int rootSize) {
    return MerkleProofs.isIncluded(
        MerkleHash.leaf(entries.get(leaf)), claimed, size, proof, tree.root(rootSize));
  }

  private boolean consistent(int old, int size, List<byte[]> proof) {
    return MerkleProofs.isConsistent(old, tree.root(old), size, tree.root(size), proof);
  }

  private static List<List<byte[]>> changed(List<byte[]> proof) {
    List<List<byte[]>> all = new ArrayList<>();
    for (int i = 0; i < proof.size(); i++) {
      List<byte[]> flipped = new ArrayList<>(proof);
      flipped.set(i, TestBytes.flipBit(proof.get(i), (i * 37) % 256));
      all.add(flipped);
      List<byte[]> shortened = new ArrayList<>(proof);
      shortened.remove(i);
      all.add(shortened);
    }
    List<byte[]> cutHash = new ArrayList<>(proof);
    cutHash.set(0, Arrays.copyOf(proof.get(0), 31));
    all.add(cutHash);
    List<byte[]> longer = new ArrayList<>(proof);
    longer.add(new byte[32]);
    all.add(longer);
    all.add(List.of());
    return all;
  }
}
