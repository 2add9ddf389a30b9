package dev.lethe.privacy.accounting;

import java.util.ArrayList;
import java.util.List;

/**
 * Upper bounds on the Renyi divergence between the outputs on any two neighbouring data sets, one
 * per order; sums and conversions round up, so they stay upper bounds.
 *
 * @param orders strictly increasing, each above 1
 * @param divergences one per order, not negative, possibly infinite
 */
public record RenyiCurve(List<Double> orders, List<Double> divergences) {
  // The conversion takes a few correctly rounded operations; this is far beyond their error.
  private static final double RELATIVE_MARGIN = 1e-10;
  private static final double ABSOLUTE_MARGIN = 1e-12;

  public RenyiCurve {
    orders = List.copyOf(orders);
    divergences = List.copyOf(divergences);
    if (orders.isEmpty() || orders.size() != divergences.size()) {
      throw new IllegalArgumentException("a curve needs one divergence for each of its orders");
    }
    double before = 1;
    for (int i = 0; i < orders.size(); i++) {
      if (!(orders.get(i) > before) || orders.get(i).isInfinite()) {
        throw new IllegalArgumentException("orders must be finite, above 1 and increasing");
      }
      if (!(divergences.get(i) >= 0)) {
        throw new IllegalArgumentException("a divergence must not be negative or NaN");
      }
      before = orders.get(i);
    }
  }

  /**
   * The least epsilon that any order of this curve proves at delta; infinite if none does.
   *
   * @throws IllegalArgumentException if delta is not in (0, 1)
   */
  public double epsilon(double delta) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < orders.size(); i++) {
      least = Math.min(least, epsilonAt(orders.get(i), divergences.get(i), delta));
    }
    return least;
  }

  /**
   * The epsilon that follows from one divergence, rounded up and at least 0: {@code divergence +
   * log((order - 1) / order) - (log delta + log order) / (order - 1)} (Canonne, Kamath and Steinke
   * 2020, proposition 12; Balle et al. 2020, theorem 21). It is below Mironov's {@code divergence +
   * log(1 / delta) / (order - 1)} at every order, by two terms of the right sign.
   *
   * @throws IllegalArgumentException if the order is not above 1, the divergence negative or delta
   *     not in (0, 1)
   */
  public static double epsilonAt(double order, double divergence, double delta) {
    if (!(order > 1) || Double.isInfinite(order) || !(divergence >= 0)) {
      throw new IllegalArgumentException("needs a finite order above 1 and a divergence >= 0");
    }
    requireDelta(delta);
    double gain = StrictMath.log1p(-1 / order);
    double price = -(StrictMath.log(delta) + StrictMath.log(order)) / (order - 1);
    double epsilon = divergence + gain + price;
    double margin =
        RELATIVE_MARGIN * (divergence - gain + Math.abs(price)) + ABSOLUTE_MARGIN / (order - 1);
    return Math.max(0, epsilon + margin + ABSOLUTE_MARGIN);
  }

  /**
   * The inverse of {@link #epsilonAt}: the delta that follows at epsilon, rounded up, at most 1.
   */
  static double deltaAt(double order, double divergence, double epsilon) {
    double gain = order * StrictMath.log1p(-1 / order);
    double body = (order - 1) * (divergence - epsilon);
    double scale = Math.abs(body) + (order - 1) * (Math.abs(divergence) + Math.abs(epsilon));
    double margin = 0x1p-46 * (scale - gain + StrictMath.log(order) + 8);
    double delta = StrictMath.exp(body - StrictMath.log(order - 1) + gain + margin);
    return delta < 1 ? delta + Double.MIN_NORMAL : 1;
  }

  /** The curve of both releases together, chosen adaptively or not; the orders must be the same. */
  public RenyiCurve plus(RenyiCurve other) {
    if (!orders.equals(other.orders)) {
      throw new IllegalArgumentException("curves at different orders cannot be added");
    }
    List<Double> sums = new ArrayList<>(orders.size());
    for (int i = 0; i < orders.size(); i++) {
      sums.add(addUp(divergences.get(i), other.divergences.get(i)));
    }
    return new RenyiCurve(orders, sums);
  }

  /** The curve of {@code count} releases like this one; nothing at all for 0. */
  public RenyiCurve times(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative, got " + count);
    }
    return new RenyiCurve(
        orders, divergences.stream().map(each -> timesUp(each, (double) count)).toList());
  }

  static double addUp(double a, double b) {
    return a == 0 ? b : b == 0 ? a : Math.nextUp(a + b);
  }

  static double timesUp(double divergence, double count) {
    // A count beyond 2^53 may have been rounded down on its way to a double.
    return count == 0 || divergence == 0 ? 0 : Math.nextUp(divergence * Math.nextUp(count));
  }

  static void requireDelta(double delta) {
    if (!(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("delta must be in (0, 1), got " + delta);
    }
  }
}
