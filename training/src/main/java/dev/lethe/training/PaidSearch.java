package dev.lethe.training;

import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.privacy.ledger.Population;
import dev.lethe.privacy.ledger.RunTerms;
import dev.lethe.spec.PlanPart;
import dev.lethe.spec.SearchPlan;
import dev.lethe.spec.TrainingSpec;

/**
 * Proof that a search was charged, whole and durably, before its first trial: nobody can have one
 * without the charge, nor twice for one charge, for the ledger lets the part be charged once.
 */
final class PaidSearch {
  private final String runId;

  private PaidSearch(String runId) {
    this.runId = runId;
  }

  /**
   * Charges the run for its search.
   *
   * @throws IllegalArgumentException if the run was begun for something else than the plan, or has
   *     been charged before: a search is not taken up again. Nothing was charged
   * @throws dev.lethe.privacy.ledger.BudgetExceededException if the grant cannot pay
   */
  static PaidSearch charge(SearchPlan plan, LedgerRun run) {
    RunTerms terms = run.terms();
    RunTerms planned = plan.terms(terms.runId());
    Population population = run.population();
    TrainingSpec spec = plan.spec();
    if (!terms.equals(planned)
        || !population.datasetId().equals(spec.data().id())
        || !population.unit().equals(spec.data().unit().tag())
        || population.relation() != spec.privacy().relation()) {
      throw new IllegalArgumentException(
          "the ledger's run does not pay for this search; begin a run with the plan's own terms."
              + " Nothing was charged");
    }
    if (run.chargesLeft(PlanPart.SEARCH) != 1) {
      throw new IllegalArgumentException(
          "the run '" + run.runId() + "' has paid for its search before; begin a new one");
    }
    run.charge(PlanPart.SEARCH, 1);
    return new PaidSearch(run.runId());
  }

  String runId() {
    return runId;
  }
}
