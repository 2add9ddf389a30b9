package dev.lethe.report;

import dev.lethe.crypto.log.ConsistencyProof;
import dev.lethe.crypto.log.WitnessKey;
import java.util.List;

/**
 * What a verifier knows of a report's log from elsewhere.
 *
 * @param checkpoints signed notes that somebody kept, of any size
 * @param proofs consistency proofs between them and the report's own checkpoint
 * @param witnesses those whose cosignature is required
 */
public record LogEvidence(
    List<String> checkpoints, List<ConsistencyProof> proofs, List<WitnessKey> witnesses) {
  public LogEvidence {
    checkpoints = List.copyOf(checkpoints);
    proofs = List.copyOf(proofs);
    witnesses = List.copyOf(witnesses);
  }

  /** Nothing but the report. */
  public static LogEvidence none() {
    return new LogEvidence(List.of(), List.of(), List.of());
  }
}
