package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogInclusionTest {
  private static final String ORIGIN = "lethe.example/log";

  private final OperatorKey key = OperatorKey.generate(TestBytes.random(1));
  private final List<byte[]> entries = MerkleTreeTest.entries(7);
  private final MerkleTree tree = MerkleTreeTest.tree(entries);
  private final String checkpoint = new Checkpoint(ORIGIN, 7, tree.root()).sign(key);
  private final LogInclusion inclusion =
      new LogInclusion(4, 7, tree.inclusionProof(4, 7), checkpoint);

  @Test
  void showsItsEntryAndGivesTheCheckpoint() {
    assertThat(inclusion.verify(entries.get(4), ORIGIN, key.identity()).size()).isEqualTo(7);
  }

  @Test
  void anotherEntryIsRefused() {
    assertRefused(inclusion, entries.get(3));
    assertRefused(inclusion, new byte[0]);
  }

  @Test
  void anotherIndexIsRefused() {
    for (long index : new long[] {-1, 0, 3, 5, 7, Long.MAX_VALUE}) {
      assertRefused(new LogInclusion(index, 7, inclusion.proof(), checkpoint), entries.get(4));
    }
  }

  @Test
  void anotherSizeThanTheCheckpointsIsRefused() {
    for (long size : new long[] {0, 6, 8}) {
      assertRefused(new LogInclusion(4, size, inclusion.proof(), checkpoint), entries.get(4));
    }
  }

  @Test
  void aProofWithABitFlippedIsRefused() {
    for (int i = 0; i < inclusion.proof().size(); i++) {
      for (int bit = 0; bit < 256; bit += 5) {
        List<byte[]> flipped = new ArrayList<>(inclusion.proof());
        flipped.set(i, TestBytes.flipBit(flipped.get(i), bit));
        assertRefused(new LogInclusion(4, 7, flipped, checkpoint), entries.get(4));
      }
    }
  }

  @Test
  void aCheckpointOfAnotherLogOrSignerIsRefused() {
    OperatorKey other = OperatorKey.generate(TestBytes.random(2));
    assertThatThrownBy(() -> inclusion.verify(entries.get(4), ORIGIN, other.identity()))
        .isInstanceOf(CheckpointException.class);
    assertThatThrownBy(
            () -> inclusion.verify(entries.get(4), "lethe.example/other", key.identity()))
        .isInstanceOf(CheckpointException.class);
  }

  @Test
  void aValidCheckpointOverOtherEntriesIsRefused() {
    String other = new Checkpoint(ORIGIN, 7, TestBytes.of(9, 32)).sign(key);
    assertRefused(new LogInclusion(4, 7, inclusion.proof(), other), entries.get(4));
  }

  @Test
  void theProofIsACopy() {
    List<byte[]> proof = tree.inclusionProof(4, 7);
    LogInclusion held = new LogInclusion(4, 7, proof, checkpoint);
    Arrays.fill(proof.get(0), (byte) 0);
    assertThat(held.verify(entries.get(4), ORIGIN, key.identity()).size()).isEqualTo(7);
  }

  private void assertRefused(LogInclusion claim, byte[] entry) {
    assertThatThrownBy(() -> claim.verify(entry, ORIGIN, key.identity()))
        .isInstanceOf(InclusionException.class);
  }
}
