package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.spec.SearchPlan;
import java.nio.file.Path;
import java.util.Optional;

/** A search with a number of trials that a test chose, which the trainer offers nobody else. */
public record ForcedTrials(Path engineCache, long trials) {
  /** Charges and runs the search. */
  public Optional<SearchResult> search(
      SearchPlan plan, UnitTable train, UnitTable heldOut, LedgerRun run) {
    return new SearchTrainer(engineCache, new StopSignal())
        .search(plan, train, heldOut, run, trials);
  }
}
