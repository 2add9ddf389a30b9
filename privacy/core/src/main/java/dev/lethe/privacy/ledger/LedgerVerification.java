package dev.lethe.privacy.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What a verified range proves about its run, every number recomputed from the events.
 *
 * @param population whose budget paid
 * @param grant the budget
 * @param terms the run's terms: plan digest, step event, planned steps
 * @param stepsCharged steps charged up to the head
 * @param status how the run ended, if the range holds its end
 * @param epsilonBefore spent before the run, under the grant's filter; taken from the run's own
 *     start, and recomputed only if {@code complete}
 * @param epsilonAfter spent at the head
 * @param spending one point for each charge
 * @param firstIndex ledger index of the run's start
 * @param headIndex ledger index of the last line
 * @param headHash SHA-256 in hex of the last line
 * @param complete whether no record between the ledger's opening and the head is left out
 */
public record LedgerVerification(
    Population population,
    Grant grant,
    RunTerms terms,
    long stepsCharged,
    Optional<RunStatus> status,
    double epsilonBefore,
    double epsilonAfter,
    List<SpendPoint> spending,
    long firstIndex,
    long headIndex,
    String headHash,
    boolean complete) {
  public LedgerVerification {
    spending = List.copyOf(spending);
  }
}
