package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Reports the least of several valid upper bounds, which is itself one; the bound names the
 * accountant that proved it, and carries the largest certified lower bound.
 */
public final class BestAccountant implements PrivacyAccountant {
  private final List<PrivacyAccountant> accountants;

  /**
   * @param accountants at least one; ties go to the first
   */
  BestAccountant(List<PrivacyAccountant> accountants) {
    this.accountants = List.copyOf(accountants);
  }

  /** The least over all accountants of this package. */
  public static BestAccountant standard() {
    return of(PldAccountant.standard());
  }

  /** The least over all accountants of this package, with this one for distributions. */
  public static BestAccountant of(PldAccountant pld) {
    return new BestAccountant(
        List.of(AnalyticGaussianAccountant.standard(), pld, RenyiAccountant.standard()));
  }

  @Override
  public String name() {
    return "best";
  }

  @Override
  public String version() {
    return "2";
  }

  @Override
  public EpsilonBound epsilon(PrivacyEvent event, NeighbouringRelation relation, double delta) {
    @Nullable EpsilonBound best = null;
    @Nullable UnsupportedEventException refusal = null;
    double lower = Double.NaN;
    for (PrivacyAccountant accountant : accountants) {
      try {
        EpsilonBound bound = accountant.epsilon(event, relation, delta);
        if (best == null || bound.epsilon() < best.epsilon()) {
          best = bound;
        }
        if (bound.lower().isPresent() && !(bound.lower().getAsDouble() <= lower)) {
          lower = bound.lower().getAsDouble();
        }
      } catch (UnsupportedEventException e) {
        refusal = e;
      }
    }
    if (best == null) {
      throw refusal == null ? new IllegalStateException("no accountants") : refusal;
    }
    return new EpsilonBound(
        best.epsilon(),
        Double.isNaN(lower) ? OptionalDouble.empty() : OptionalDouble.of(lower),
        best.accountant(),
        delta);
  }
}
