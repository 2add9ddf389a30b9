package dev.lethe.privacy.ledger;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

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
    List<PartPricing.Cost> costs =
        terms.parts().stream().map(part -> state.price(part.event())).toList();
    LedgerRecord.RunStart start =
        new LedgerRecord.RunStart(terms, state.grantHash(), costs, state.accountant());
    LedgerRecord.Spend after = state.spendAfterAll(start);
    requireReserve(start, after);
    if (after.epsilonSpent() > grant.terms().epsilon()) {
      String planned =
          terms.parts().size() == 1
              ? "the planned " + times(terms.parts().get(0))
              : "the planned run ("
                  + terms.parts().stream().map(Admission::times).collect(Collectors.joining(", "))
                  + ")";
      throw refused(planned, after, fits(start));
    }
    return start;
  }

  /** Refuses charges of the open run that cannot be paid. */
  void admit(RunState run, String part, long count) {
    PartPricing.Cost cost = run.start().cost(part);
    LedgerRecord.Spend after = state.spendAfter(cost, count);
    if (after.epsilonSpent() > grant.terms().epsilon()) {
      throw refused(
          "the next " + times(part, count),
          after,
          "At most " + times(part, most(count, n -> state.spendAfter(cost, n))));
    }
  }

  private void requireReserve(LedgerRecord.RunStart start, LedgerRecord.Spend after) {
    if (after.deltaReserved() <= grant.filter().reserve()) {
      return;
    }
    double reserved = grant.filter().reserveCost(start.terms().deltaReserved());
    double all = state.reserveCost(start);
    throw new BudgetExceededException(
        "the run reserves delta "
            + start.terms().deltaReserved()
            + ", which at the grant's epsilon counts "
            + reserved
            + (all > reserved
                ? ", and its parts may fail with delta " + (all - reserved) + " in all"
                : "")
            + "; the grant keeps "
            + grant.filter().reserve()
            + " of its delta for this, of which "
            + state.spend().deltaReserved()
            + " is used",
        state.spend().epsilonSpent(),
        grant.terms().epsilon(),
        after.epsilonSpent());
  }

  private BudgetExceededException refused(String what, LedgerRecord.Spend after, String fits) {
    double granted = grant.terms().epsilon();
    double spent = state.spend().epsilonSpent();
    return new BudgetExceededException(
        String.format(
            "the budget cannot pay for %s: spent so far epsilon %.4f of %.4f at delta %s, left"
                + " %.4f; afterwards it would be %.4f. %s can be paid. Use more noise, a smaller sampling"
                + " rate or fewer steps; a grant is never raised",
            what,
            spent,
            granted,
            Double.toString(grant.terms().delta()),
            Math.max(0, granted - spent),
            after.epsilonSpent(),
            fits),
        spent,
        granted,
        after.epsilonSpent());
  }

  /** How much of the part that is done most often would fit, beside all others. */
  private String fits(LedgerRecord.RunStart start) {
    List<RunPart> parts = start.terms().parts();
    int largest = 0;
    for (int i = 1; i < parts.size(); i++) {
      largest = parts.get(i).count() > parts.get(largest).count() ? i : largest;
    }
    RunPart part = parts.get(largest);
    long most = most(part.count(), n -> state.spendAfterAll(with(start, part, n)));
    return "At most "
        + times(part.name(), most)
        + (parts.size() == 1 ? "" : " beside the rest of the run");
  }

  private static LedgerRecord.RunStart with(LedgerRecord.RunStart start, RunPart part, long count) {
    RunTerms terms = start.terms();
    List<RunPart> parts =
        terms.parts().stream()
            .map(p -> p == part ? new RunPart(p.name(), p.event(), count) : p)
            .toList();
    return new LedgerRecord.RunStart(
        new RunTerms(terms.runId(), terms.planDigest(), parts, terms.deltaReserved()),
        start.grantHash(),
        start.costs(),
        start.accountant());
  }

  /** The largest count, below one that is too large, that the grant pays for. */
  private long most(long tooMany, LongFunction<LedgerRecord.Spend> after) {
    long fits = 0;
    for (long bit = Long.highestOneBit(tooMany); bit > 0; bit >>= 1) {
      if (fits + bit < tooMany
          && after.apply(fits + bit).epsilonSpent() <= grant.terms().epsilon()) {
        fits += bit;
      }
    }
    return fits;
  }

  private static String times(RunPart part) {
    return times(part.name(), part.count());
  }

  private static String times(String part, long count) {
    return count + (count == 1 ? " step" : " steps") + " of " + part;
  }
}
