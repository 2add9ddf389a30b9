package dev.lethe.privacy.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What was lost so far, read at a moment that the releases themselves may have chosen: a Renyi
 * odometer, {@value #LEVELS} filters side by side, at equal steps up to the grant's epsilon, each
 * with an equal share of the filter's delta. The reading is the least level that is not exceeded.
 *
 * <p>For whichever rule of stopping and every event A, with the reading E at the stop, {@code P(A)
 * <= E_Q[e^E; A] + delta}. The proof is in {@code docs/guarantees.md}, "Reading the spend along the
 * way". Reading at any time costs log({@value #LEVELS}) / (order - 1) more than the filter's own
 * figure, and is rounded up to a level.
 */
public final class GrantOdometer {
  /** How many levels; fixed, for levels chosen in the light of releases would prove nothing. */
  static final int LEVELS = 16;

  private final GrantTerms terms;
  private final double[] conversion;

  private GrantOdometer(GrantTerms terms, double[] conversion) {
    this.terms = terms;
    this.conversion = conversion;
  }

  /** The odometer that belongs to a grant. */
  public static GrantOdometer of(GrantFilter filter) {
    List<Double> orders = filter.orders();
    double delta = Math.nextDown(filter.terms().delta() - filter.reserve());
    double[] conversion = new double[orders.size()];
    for (int i = 0; i < conversion.length; i++) {
      double share = Math.nextDown(Math.nextDown(filter.weights().get(i) * delta) / LEVELS);
      conversion[i] =
          share > 0
              ? GrantFilter.conversion(orders.get(i), share)
              : Double.MAX_VALUE; // too small a delta: this order proves nothing
    }
    return new GrantOdometer(filter.terms(), conversion);
  }

  /**
   * The reading; empty beyond the last level, where the grant's own epsilon is the only bound.
   *
   * @param divergences what is spent at each of the grant's orders, rounded up
   */
  public Optional<Double> read(List<Double> divergences) {
    if (divergences.size() != conversion.length) {
      throw new IllegalArgumentException(
          "a grant of "
              + conversion.length
              + " orders has as many sums, got "
              + divergences.size());
    }
    if (divergences.stream().allMatch(d -> d == 0)) {
      return Optional.of(0.0);
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < conversion.length; i++) {
      least = Math.min(least, Upward.sum(divergences.get(i), conversion[i]));
    }
    for (int level = 1; level <= LEVELS; level++) {
      double epsilon = terms.epsilon() * level / LEVELS;
      if (least <= epsilon) {
        return Optional.of(epsilon);
      }
    }
    return Optional.empty();
  }
}
