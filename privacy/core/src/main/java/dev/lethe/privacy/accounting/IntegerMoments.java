package dev.lethe.privacy.accounting;

/**
 * A divergence known at integer orders only: between them by the chord, because the logarithm of a
 * pair's moment is convex in the order and 0 at order 1; beyond the largest by another bound.
 *
 * <p>The chord may be drawn between upper bounds, each of which covers every pair and both
 * directions.
 */
final class IntegerMoments implements Divergence {
  private static final double MARGIN = 1 + 0x1p-40;
  // Covers what underflows: a moment's excess below the least normal number.
  private static final double UNDERFLOW = 1e-290;

  private final LogMoment logMoment;
  private final int maxOrder;
  private final Divergence otherwise;
  private final double[] known;

  /** The logarithm of the moment {@code E[(dP/dQ)^order]} under Q, or a bound above it. */
  interface LogMoment {
    double at(int order);
  }

  /**
   * @param maxOrder largest order at which the moment is computed
   * @param otherwise a second bound at every order; the least is taken
   */
  IntegerMoments(LogMoment logMoment, int maxOrder, Divergence otherwise) {
    this.logMoment = logMoment;
    this.maxOrder = maxOrder;
    this.otherwise = otherwise;
    this.known = new double[maxOrder + 1];
    java.util.Arrays.fill(known, Double.NaN);
  }

  @Override
  public double at(double order) {
    double other = otherwise.at(order);
    if (order > maxOrder) {
      return other;
    }
    int below = (int) order;
    double weight = order - below;
    double log = below == 1 ? 0 : (1 - weight) * moment(below);
    if (weight > 0) {
      log += weight * moment(below + 1);
    }
    double divergence = log / (order - 1) * MARGIN + UNDERFLOW;
    return divergence < other ? divergence : other;
  }

  private double moment(int order) {
    if (order > maxOrder) {
      return Double.POSITIVE_INFINITY;
    }
    if (Double.isNaN(known[order])) {
      double log = logMoment.at(order);
      known[order] = log >= 0 ? log : Double.POSITIVE_INFINITY;
    }
    return known[order];
  }
}
