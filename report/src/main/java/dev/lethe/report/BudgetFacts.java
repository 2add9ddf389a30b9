package dev.lethe.report;

/**
 * Where this run stands in the budget of its population.
 *
 * @param grantEpsilon total epsilon granted to the population, over all its runs
 * @param grantDelta at this delta
 * @param spentBefore epsilon spent by the population before this run
 * @param spentAfter epsilon spent once this run was charged
 * @param firstIndex ledger index of the first embedded record
 * @param lastIndex ledger index of the last embedded record
 * @param headHash SHA-256 of the last embedded record
 */
public record BudgetFacts(
    double grantEpsilon,
    double grantDelta,
    double spentBefore,
    double spentAfter,
    long firstIndex,
    long lastIndex,
    String headHash) {
  public BudgetFacts {
    Require.positive("grantEpsilon", grantEpsilon);
    Require.positive("grantDelta", grantDelta);
    Require.notNegative("spentBefore", spentBefore);
    Require.notNegative("spentAfter", spentAfter);
    Require.atLeast("firstIndex", firstIndex, 0);
    Require.atLeast("lastIndex", lastIndex, firstIndex);
    Require.sha256("headHash", headHash);
  }
}
