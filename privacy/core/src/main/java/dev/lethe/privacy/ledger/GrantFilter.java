package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps everything that is ever released under one grant (epsilon, delta)-private, however each run
 * was chosen in the light of earlier ones: a Renyi filter over a few orders that are fixed with the
 * grant, each with its own share of delta. Something may be charged if, at some order, the summed
 * Renyi divergence converts to at most epsilon at that order's share.
 *
 * <p>The proof (a union bound over the orders' stopping times) is in {@code docs/guarantees.md},
 * "Many runs, one budget"; the conversion is that of Canonne, Kamath and Steinke 2020, proposition
 * 12.
 */
public final class GrantFilter {
  /** 256ths of delta: the middle order gets most, for there most mechanisms meet the grant. */
  private static final int[] SHARES = {5, 10, 16, 31, 179, 10, 4, 1};

  private static final int MIDDLE = 4;
  private static final double SPREAD = 1.25;
  private static final double MOST_ORDER = 4096;

  /**
   * The part of delta kept for the distance between samplers as implemented and as accounted, and
   * for the deltas with which events may fail.
   */
  private static final double RESERVE_SHARE = 0x1p-7;

  /**
   * A ledger adds a run up window by window and rounds each sum up: relatively, less than this over
   * a billion windows. A run is admitted only if that fits too, so that it never fails on its way.
   */
  static final double ROUNDING_ROOM = 0x1p-21;

  private final GrantTerms terms;
  private final List<Double> orders;
  private final List<Double> weights;
  private final double reserve;
  private final double[] conversion;

  GrantFilter(GrantTerms terms, List<Double> orders, List<Double> weights, double reserve) {
    check(orders, weights, reserve, terms.delta());
    this.terms = terms;
    this.orders = List.copyOf(orders);
    this.weights = List.copyOf(weights);
    this.reserve = reserve;
    double filterDelta = Math.nextDown(terms.delta() - reserve);
    this.conversion = new double[orders.size()];
    for (int i = 0; i < conversion.length; i++) {
      conversion[i] = conversion(orders.get(i), Math.nextDown(weights.get(i) * filterDelta));
    }
  }

  /**
   * The filter that a grant of these terms gets.
   *
   * @throws IllegalArgumentException if epsilon is so small for its delta that nothing at all could
   *     be paid
   */
  public static GrantFilter of(GrantTerms terms) {
    double middle = middleOrder(terms);
    List<Double> orders = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < SHARES.length; i++) {
      double factor = i < MIDDLE ? 1 / power(MIDDLE - i) : power(i - MIDDLE);
      orders.add(tidy(1 + (middle - 1) * factor));
      weights.add(SHARES[i] / 256.0);
    }
    return new GrantFilter(terms, orders, weights, terms.delta() * RESERVE_SHARE);
  }

  /** The terms it enforces. */
  public GrantTerms terms() {
    return terms;
  }

  /** Renyi orders, all above 1, ascending. */
  public List<Double> orders() {
    return orders;
  }

  /** Each order's share of the filter's delta; together at most 1. */
  public List<Double> weights() {
    return weights;
  }

  /** The part of delta that pays for reserved deltas; the filter has the rest. */
  public double reserve() {
    return reserve;
  }

  /**
   * Whether a run could be paid by an untouched grant of these terms.
   *
   * @param run what the whole run costs
   * @param deltaReserved what it reserves of its delta
   * @throws dev.lethe.privacy.accounting.UnsupportedEventException if the event has no proven cost
   *     under the relation
   */
  public static boolean fits(
      GrantTerms terms, NeighbouringRelation relation, PrivacyEvent run, double deltaReserved) {
    return of(terms).fits(relation, run, deltaReserved);
  }

  /** Whether a run could be paid if nothing was spent before. */
  public boolean fits(NeighbouringRelation relation, PrivacyEvent run, double deltaReserved) {
    PartPricing.Cost cost = new PartPricing().price(run, relation, orders);
    double[] rdp = cost.rdp().stream().mapToDouble(Double::doubleValue).toArray();
    double ofReserve =
        Upward.sum(
            reserveCost(deltaReserved), Upward.product(cost.failureDelta(), 1 + ROUNDING_ROOM));
    return admits(Upward.times(rdp, 1 + 2 * ROUNDING_ROOM)) && ofReserve <= reserve;
  }

  /** The epsilon that summed divergences at the orders amount to; 0 if nothing was charged. */
  double epsilon(double[] divergences) {
    double least = Double.POSITIVE_INFINITY;
    boolean nothing = true;
    for (int i = 0; i < conversion.length; i++) {
      nothing &= divergences[i] == 0;
      least = Math.min(least, Math.max(0, Upward.sum(divergences[i], conversion[i])));
    }
    return nothing ? 0 : Math.min(least, Double.MAX_VALUE);
  }

  boolean admits(double[] divergences) {
    return epsilon(divergences) <= terms.epsilon();
  }

  /**
   * What a run's reserved delta costs at the grant's epsilon: {@code (1 + e^epsilon) / 2} times it,
   * for the run reserved at least twice the distance itself.
   */
  double reserveCost(double deltaReserved) {
    if (deltaReserved == 0) {
      return 0;
    }
    double factor = (1 + StrictMath.exp(terms.epsilon())) / 2 * (1 + 0x1p-48);
    return Math.min(Upward.product(factor, deltaReserved), Double.MAX_VALUE);
  }

  /** The order at which the grant pays for the most plain Gaussian noise. */
  private static double middleOrder(GrantTerms terms) {
    double best = 0;
    double bestRate = 0;
    for (int i = -150; i <= 420; i++) {
      double order = Math.min(MOST_ORDER, 1 + StrictMath.exp(i / 50.0));
      double rate = (terms.epsilon() - conversion(order, terms.delta() / 2)) / order;
      if (rate > bestRate) {
        best = order;
        bestRate = rate;
      }
    }
    if (best == 0) {
      throw new IllegalArgumentException(
          "a grant of epsilon "
              + terms.epsilon()
              + " at delta "
              + terms.delta()
              + " could pay for nothing; grant a larger epsilon or delta");
    }
    return best;
  }

  /** Large orders are whole, where the accountant's formula is a plain sum. */
  private static double tidy(double order) {
    double tidy = order >= 16 ? Math.rint(order) : Math.rint(order * 1024) / 1024;
    return Math.max(1 + 0x1p-10, Math.min(MOST_ORDER * 2, tidy));
  }

  private static double power(int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= SPREAD;
    }
    return power;
  }

  /** Epsilon beyond the divergence, rounded up; StrictMath, so that all machines agree. */
  static double conversion(double order, double delta) {
    double ratio = StrictMath.log1p(-1 / order);
    double logDelta = StrictMath.log(delta);
    double logOrder = StrictMath.log(order);
    double value = ratio - (logDelta + logOrder) / (order - 1);
    double size = Math.abs(ratio) + (Math.abs(logDelta) + logOrder) / (order - 1);
    // Each of the eight operations errs by at most an ulp of a part of size; -1/order inside log1p
    // is amplified by at most 1 / (order - 1) <= 2^10, all of which 2^-40 covers.
    return value + Math.scalb(size + 1, -40);
  }

  private static void check(
      List<Double> orders, List<Double> weights, double reserve, double delta) {
    double total = 0;
    double previous = 1;
    for (double order : orders) {
      if (!(order >= previous + 0x1p-11 && order <= MOST_ORDER * 2)) {
        throw new IllegalArgumentException("the filter's orders must ascend from above 1");
      }
      previous = order;
    }
    for (double weight : weights) {
      if (!(weight > 0 && weight <= 1)) {
        throw new IllegalArgumentException("the filter's weights must be in (0, 1]");
      }
      total = Upward.sum(total, weight);
    }
    if (orders.isEmpty() || orders.size() != weights.size() || orders.size() > 64) {
      throw new IllegalArgumentException("the filter needs 1 to 64 orders, each with its weight");
    }
    if (total > 1 || !(reserve >= 0 && reserve < delta)) {
      throw new IllegalArgumentException("the filter's shares of delta exceed delta");
    }
  }
}
