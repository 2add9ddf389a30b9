package dev.lethe.privacy.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A verified picture of a ledger at one moment.
 *
 * @param population whose budget it is
 * @param grant the budget, if one was granted
 * @param epsilonSpent under the grant's filter, rounded up; 0 before the first charge
 * @param deltaReserveSpent what runs used of the grant's reserve of delta
 * @param divergences what runs spent at each of the grant's orders, rounded up; empty before the
 *     grant
 * @param runs all runs, oldest first
 * @param records how many records the ledger holds
 * @param latestTime the latest time recorded; the ledger's own time is never earlier
 * @param headHash SHA-256 in hex of the last record
 */
public record LedgerView(
    Population population,
    Optional<Grant> grant,
    double epsilonSpent,
    double deltaReserveSpent,
    List<Double> divergences,
    List<RunSummary> runs,
    long records,
    Instant latestTime,
    String headHash) {
  public LedgerView {
    divergences = List.copyOf(divergences);
    runs = List.copyOf(runs);
  }

  /** Whether the grant's last day is over, at that time or at the latest time recorded. */
  public boolean isExpiredAt(Instant now) {
    Instant time = now.isAfter(latestTime) ? now : latestTime;
    return grant.map(g -> g.details().isExpiredAt(time)).orElse(false);
  }

  /** What is left of the grant's epsilon, rounded down; 0 without a grant. */
  public double epsilonLeft() {
    return grant
        .map(g -> Math.max(0, Math.nextDown(g.terms().epsilon() - epsilonSpent)))
        .orElse(0.0);
  }
}
