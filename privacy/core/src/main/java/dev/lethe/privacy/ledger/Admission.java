package dev.lethe.privacy.ledger;

import java.util.List;

/** Decides whether the grant pays; says what is spent, left and asked when it does not. */
final class Admission {
  private final ChainState state;
  private final Grant grant;

  Admission(ChainState state) {
    this.state = state;
    this.grant =
        state
            .grant()
            .orElseThrow(
                () ->
                    new BudgetNotGrantedException(
                        "no budget was granted for the dataset id '"
                            + state.population().map(Population::datasetId).orElse("")
                            + "'; grant one with 'lethe budget grant', or in the first spec with"
                            + " budget: { grant: { epsilon: ..., delta: ... } }"));
  }

  /** The record that begins a run, if all of it can be paid. */
  LedgerRecord.RunStart admit(RunTerms terms) {
    List<Double> cost = state.price(terms.stepEvent());
    double reserve = grant.filter().reserveCost(terms.deltaReserved());
    List<Double> withRoom =
        cost.stream().map(c -> Upward.product(c, 1 + GrantFilter.ROUNDING_ROOM)).toList();
    LedgerRecord.Spend after = state.spendAfter(reserve, withRoom, terms.plannedSteps());
    if (after.deltaReserved() > grant.filter().reserve()) {
      throw new BudgetExceededException(
          "the run reserves delta "
              + terms.deltaReserved()
              + ", which at the grant's epsilon counts "
              + reserve
              + "; the grant keeps "
              + grant.filter().reserve()
              + " of its delta for this, of which "
              + state.spend().deltaReserved()
              + " is used",
          state.spend().epsilonSpent(),
          grant.terms().epsilon(),
          after.epsilonSpent());
    }
    requirePaid("the planned " + terms.plannedSteps() + " steps", cost, after);
    return new LedgerRecord.RunStart(terms, state.grantHash(), cost, state.accountant());
  }

  /** Refuses a window of the open run that cannot be paid. */
  void admit(RunState run, long steps) {
    List<Double> cost = run.start().stepRdp();
    requirePaid("the next " + steps + " steps", cost, state.spendAfter(0, cost, steps));
  }

  private void requirePaid(String what, List<Double> cost, LedgerRecord.Spend after) {
    double granted = grant.terms().epsilon();
    if (after.epsilonSpent() <= granted) {
      return;
    }
    double spent = state.spend().epsilonSpent();
    throw new BudgetExceededException(
        String.format(
            "the budget cannot pay for %s: spent so far epsilon %.4f of %.4f at delta %s, left"
                + " %.4f; afterwards it would be %.4f. At most %d steps of this kind fit. Use more"
                + " noise, a smaller sampling rate or fewer steps; a grant is never raised",
            what,
            spent,
            granted,
            Double.toString(grant.terms().delta()),
            Math.max(0, granted - spent),
            after.epsilonSpent(),
            mostSteps(cost)),
        spent,
        granted,
        after.epsilonSpent());
  }

  private long mostSteps(List<Double> cost) {
    long fits = 0;
    for (long bit = 1L << 52; bit > 0; bit >>= 1) {
      if (state.spendAfter(0, cost, fits + bit).epsilonSpent() <= grant.terms().epsilon()) {
        fits += bit;
      }
    }
    return fits;
  }
}
