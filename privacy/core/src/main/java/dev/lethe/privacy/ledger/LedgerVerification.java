package dev.lethe.privacy.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What a verified range proves about its last run, and about those that it holds before it; every
 * number recomputed from the events.
 *
 * @param population whose budget paid
 * @param grant the budget
 * @param terms the run's terms: plan digest, parts, reserved delta
 * @param parts how often each part was charged up to the head
 * @param status how the run ended, if the range holds its end
 * @param epsilonBefore spent before the run, under the grant's filter; taken from the start of the
 *     first run in the range, and recomputed only if {@code complete}
 * @param epsilonAfter spent at the head
 * @param spending one point for each charge of the run
 * @param earlier the other runs whose start the range holds, oldest first
 * @param firstIndex ledger index of the first run's start
 * @param headIndex ledger index of the last line
 * @param headHash SHA-256 in hex of the last line
 * @param complete whether no record between the ledger's opening and the head is left out
 */
public record LedgerVerification(
    Population population,
    Grant grant,
    RunTerms terms,
    List<ChargedPart> parts,
    Optional<RunStatus> status,
    double epsilonBefore,
    double epsilonAfter,
    List<SpendPoint> spending,
    List<RunSummary> earlier,
    long firstIndex,
    long headIndex,
    String headHash,
    boolean complete) {
  public LedgerVerification {
    parts = List.copyOf(parts);
    spending = List.copyOf(spending);
    earlier = List.copyOf(earlier);
  }

  /** How often the part of this name was charged; 0 if there is none. */
  public long charged(String part) {
    return ChargedPart.charged(parts, part);
  }
}
