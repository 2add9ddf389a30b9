package dev.lethe.spec;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.ledger.GrantFilter;
import dev.lethe.privacy.ledger.GrantTerms;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;

/**
 * Raises a noise multiplier until the run fits the grant that its spec makes. A ledger that
 * composes many runs pays a little more for one run than the accountant of that run alone, so a
 * grant as large as the run's target needs a little more noise.
 */
final class GrantFit {
  private static final double MOST_NOISE = 0x1p40;
  private static final double TOLERANCE = 1e-6;

  private final BudgetGrant grant;
  private final List<SpecProblem> problems;

  GrantFit(BudgetGrant grant, List<SpecProblem> problems) {
    this.grant = grant;
    this.problems = problems;
  }

  /** The filter that the grant gets; empty if it could pay for nothing. */
  static Optional<GrantFilter> filter(BudgetGrant grant) {
    try {
      return Optional.of(GrantFilter.of(new GrantTerms(grant.epsilon(), grant.delta())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The least noise multiplier from a start upward at which the run fits, or empty with the reason
   * added to the problems.
   *
   * @param start the noise multiplier that the target needs
   * @param meetsTarget whether the run meets its own target at a noise multiplier
   */
  OptionalDouble raise(
      double start,
      NeighbouringRelation relation,
      DoubleFunction<PrivacyEvent> run,
      double reservedDelta,
      DoublePredicate meetsTarget) {
    Optional<GrantFilter> found = filter(grant);
    if (found.isEmpty()) {
      return refuse("is too small to pay for anything", "raise its epsilon or its delta");
    }
    GrantFilter filter = found.get();
    DoublePredicate fits =
        z -> filter.fits(relation, run.apply(z), reservedDelta) && meetsTarget.test(z);
    if (fits.test(start)) {
      return OptionalDouble.of(start);
    }
    double tooLittle = start;
    double enough = start;
    while (!fits.test(enough)) {
      tooLittle = enough;
      enough *= 2;
      if (enough > MOST_NOISE) {
        return refuse(
            "cannot pay for this run, whatever the noise",
            "take fewer steps, or grant another epsilon or delta; an epsilon above 20 leaves too"
                + " little delta for what a run reserves");
      }
    }
    while (enough > tooLittle * (1 + TOLERANCE)) {
      double middle = Math.sqrt(enough * tooLittle);
      if (fits.test(middle)) {
        enough = middle;
      } else {
        tooLittle = middle;
      }
    }
    return OptionalDouble.of(enough);
  }

  private OptionalDouble refuse(String why, String remedy) {
    problems.add(
        PlanCompiler.problem(
            "budget.grant",
            "a grant of epsilon "
                + Figures.of(grant.epsilon())
                + ", delta "
                + Figures.of(grant.delta())
                + " "
                + why,
            remedy));
    return OptionalDouble.empty();
  }
}
