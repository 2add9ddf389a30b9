package dev.lethe.crypto.log;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether two checkpoints of one log can both be true. That both were signed by the log is for the
 * caller to have verified: only then is a fork evidence against the log's operator, for whoever
 * holds the two notes.
 *
 * @param outcome what they show
 * @param reason the same in words, with sizes
 */
public record CheckpointComparison(Outcome outcome, String reason) {

  /** What two checkpoints show. */
  public enum Outcome {
    /** The smaller tree is a prefix of the larger one. */
    CONSISTENT,
    /** No log holds both: the same size has two roots. */
    FORKED,
    /** A proof for exactly these two was given, and does not hold. */
    PROOF_FAILED,
    /** Without a proof for these two nothing is shown. */
    UNKNOWN
  }

  /**
   * Compares; their order does not matter.
   *
   * @param proofs from the smaller to the larger, or from each of the two to one larger tree
   */
  public static CheckpointComparison of(
      Checkpoint one, Checkpoint other, List<ConsistencyProof> proofs) {
    Checkpoint older = one.size() <= other.size() ? one : other;
    Checkpoint newer = older == one ? other : one;
    if (!older.origin().equals(newer.origin())) {
      List<String> origins = Stream.of(older.origin(), newer.origin()).sorted().toList();
      return new CheckpointComparison(
          Outcome.UNKNOWN, "they are of two logs, " + String.join(" and ", origins));
    }
    if (older.size() == newer.size()) {
      return Arrays.equals(older.root(), newer.root())
          ? new CheckpointComparison(
              Outcome.CONSISTENT, "both are of the same tree of " + older.size() + " entries")
          : new CheckpointComparison(
              Outcome.FORKED,
              "the log signed two different trees of "
                  + older.size()
                  + " entries: it showed different histories");
    }
    if (older.size() == 0) {
      return Arrays.equals(older.root(), MerkleHash.empty())
          ? new CheckpointComparison(
              Outcome.CONSISTENT, "the older log is empty, a prefix of every log")
          : new CheckpointComparison(
              Outcome.FORKED, "the log signed a root over no entries that is not the empty one");
    }
    return proven(older, newer, proofs);
  }

  private static CheckpointComparison proven(
      Checkpoint older, Checkpoint newer, List<ConsistencyProof> proofs) {
    String sizes = older.size() + " and " + newer.size() + " entries";
    for (ConsistencyProof proof : proofs) {
      if (proof.leads(older, newer)) {
        return new CheckpointComparison(
            Outcome.CONSISTENT,
            "the proof holds: the first "
                + older.size()
                + " of "
                + newer.size()
                + " entries are the older log, unchanged");
      }
      for (ConsistencyProof second : proofs) {
        Checkpoint top = second.newest();
        if (top.isSameTree(proof.newest()) && proof.leads(older, top) && second.leads(newer, top)) {
          return new CheckpointComparison(
              Outcome.CONSISTENT,
              "both proofs hold: the trees of "
                  + sizes
                  + " are prefixes of one tree of "
                  + top.size());
        }
      }
    }
    boolean meant =
        proofs.stream()
            .anyMatch(p -> p.oldSize() == older.size() && p.newest().size() == newer.size());
    if (meant) {
      return new CheckpointComparison(
          Outcome.PROOF_FAILED,
          "the proof does not lead from one to the other ("
              + sizes
              + "). A log that was only ever appended to can always give one that does: ask for"
              + " it again, and if there is none the log was forked");
    }
    return new CheckpointComparison(
        Outcome.UNKNOWN,
        "they are of "
            + sizes
            + ", and only a consistency proof from the smaller to the larger shows whether the log"
            + " was merely appended to; ask the operator for: lethe log consistency OLD NEW");
  }
}
