package dev.lethe.crypto.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.crypto.TestBytes;
import dev.lethe.crypto.keys.OperatorKey;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two auditors find out when they hold their checkpoints side by side. */
class CheckpointComparisonTest {
  private static final String ORIGIN = "log.example/a";
  private static final OperatorKey KEY = OperatorKey.generate(TestBytes.random(1));

  private final Histories honest =
      new Histories(ORIGIN, KEY).append(IntStream.range(0, 23).toArray());

  private static void assertBothWays(
      Checkpoint one,
      Checkpoint other,
      List<ConsistencyProof> proofs,
      CheckpointComparison.Outcome outcome) {
    CheckpointComparison found = CheckpointComparison.of(one, other, proofs);
    assertThat(found.outcome()).as(found.reason()).isEqualTo(outcome);
    assertThat(CheckpointComparison.of(other, one, proofs)).isEqualTo(found);
  }

  @Test
  void everyPairOfAnHonestLogIsConsistentWithItsProofAndUnknownWithoutOne() {
    for (int old = 0; old <= 23; old++) {
      for (int size = old; size <= 23; size++) {
        Checkpoint a = honest.at(old);
        Checkpoint b = honest.at(size);
        assertBothWays(
            a, b, List.of(honest.proof(old, size)), CheckpointComparison.Outcome.CONSISTENT);
        boolean free = old == 0 || old == size;
        assertBothWays(
            a,
            b,
            List.of(),
            free ? CheckpointComparison.Outcome.CONSISTENT : CheckpointComparison.Outcome.UNKNOWN);
      }
    }
  }

  @Test
  void noProofMakesTwoBranchesConsistent() {
    Random random = new Random(3);
    for (int trial = 0; trial < 300; trial++) {
      Histories trunk =
          new Histories(ORIGIN, KEY).append(IntStream.range(0, random.nextInt(12)).toArray());
      Histories left =
          trunk.fork().append(1000).append(random.ints(random.nextInt(9), 0, 99).toArray());
      Histories right =
          trunk.fork().append(2000).append(random.ints(random.nextInt(9), 0, 99).toArray());
      int a = trunk.size() + 1 + random.nextInt(left.size() - trunk.size());
      int b = trunk.size() + 1 + random.nextInt(right.size() - trunk.size());
      Checkpoint one = left.at(a);
      Checkpoint other = right.at(b);
      int old = Math.min(a, b);
      List<ConsistencyProof> any =
          List.of(left.proof(Math.min(old, a), a), right.proof(Math.min(old, b), b));
      assertThat(CheckpointComparison.of(one, other, any).outcome())
          .isIn(CheckpointComparison.Outcome.FORKED, CheckpointComparison.Outcome.PROOF_FAILED);
      assertThat(CheckpointComparison.of(one, other, List.of()).outcome())
          .isEqualTo(
              a == b ? CheckpointComparison.Outcome.FORKED : CheckpointComparison.Outcome.UNKNOWN);
    }
  }

  @Test
  void twoPrefixesOfOneLargerTreeAreConsistent() {
    assertBothWays(
        honest.at(9),
        honest.at(14),
        List.of(honest.proof(9), honest.proof(14)),
        CheckpointComparison.Outcome.CONSISTENT);
    assertBothWays(
        honest.at(9),
        honest.at(14),
        List.of(honest.proof(9), honest.proof(14, 22)),
        CheckpointComparison.Outcome.UNKNOWN);
  }

  @Test
  void aProofForOtherSizesShowsNothing() {
    assertBothWays(
        honest.at(9),
        honest.at(14),
        List.of(honest.proof(8, 14)),
        CheckpointComparison.Outcome.UNKNOWN);
  }

  @Test
  void logsOfTwoNamesAreNotCompared() {
    Histories other = new Histories("log.example/b", KEY).append(1, 2);
    assertBothWays(honest.at(2), other.at(2), List.of(), CheckpointComparison.Outcome.UNKNOWN);
  }

  @Test
  void aRootOverNothingThatIsNotTheEmptyOneIsAFork() {
    assertBothWays(
        new Checkpoint(ORIGIN, 0, TestBytes.of(1, 32)),
        honest.at(5),
        List.of(),
        CheckpointComparison.Outcome.FORKED);
  }

  @Test
  void anyHashOfTheProofChangedFails() {
    ConsistencyProof proof = honest.proof(9, 22);
    for (int i = 0; i < proof.proof().size(); i++) {
      byte[][] hashes = proof.proof().toArray(byte[][]::new);
      hashes[i] = TestBytes.flipBit(hashes[i], 100);
      assertBothWays(
          honest.at(9),
          honest.at(22),
          List.of(new ConsistencyProof(9, Arrays.asList(hashes), proof.checkpoint())),
          CheckpointComparison.Outcome.PROOF_FAILED);
    }
  }

  @Test
  void aProofIsReadAsItWasWritten() {
    ConsistencyProof proof = honest.proof(9);
    ConsistencyProof read = ConsistencyProof.parse(proof.toString());
    assertThat(read.toString()).isEqualTo(proof.toString()).startsWith("old 9\n");
    assertThat(read.leads(honest.at(9), honest.at(23))).isTrue();
    assertThat(ConsistencyProof.parse(honest.proof(0).toString()).proof()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "old 1",
        "old 01\n\nNOTE",
        "old -1\n\nNOTE",
        "old 9\nAAAA\n\nNOTE",
        "old 9\n!\n\nNOTE",
        "old 9\n\n",
        "old 9\n\nlog\n1\nAAAA\n\n",
        "new 9\n\nNOTE"
      })
  void textThatIsNoProofIsRefused(String text) {
    assertThatThrownBy(() -> ConsistencyProof.parse(text.replace("NOTE", honest.note())))
        .isInstanceOf(InclusionException.class);
  }

  @Test
  void noTextMakesTheParserFailOtherwise() {
    Random random = new Random(8);
    byte[] valid = honest.proof(9).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    for (int i = 0; i < 4000; i++) {
      String text =
          new String(TestBytes.mutate(valid, random), java.nio.charset.StandardCharsets.UTF_8);
      try {
        ConsistencyProof read = ConsistencyProof.parse(text);
        assertThat(read.toString()).isEqualTo(text);
      } catch (InclusionException expected) {
        assertThat(expected).hasMessageContaining("consistency proof");
      }
    }
  }
}
