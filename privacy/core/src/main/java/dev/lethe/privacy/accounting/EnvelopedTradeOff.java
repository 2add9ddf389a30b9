package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Encloses a symmetric trade-off function by certified bounds on epsilon at several deltas: it is
 * the largest of the functions {@code max(0, 1 - delta - e^epsilon alpha, e^-epsilon (1 - delta -
 * alpha))} of all pairs that hold (Dong, Roth and Su 2019, propositions 2.4 and 2.12).
 */
final class EnvelopedTradeOff implements TradeOffCurve {
  private static final double U = LossLaw.U;
  private static final int MOST_POINTS = 40;
  private static final double LEAST_GAP = 1e-6;
  private static final double DELTA_WEIGHT = 10;
  private static final double[] FIRST_DELTAS = {1e-12, 1e-9, 1e-6, 1e-4, 0.01, 0.1, 0.5, 0.9};

  private record Pair(double epsilon, double delta) {}

  // In decreasing order of delta.
  private final List<Pair> proven = new ArrayList<>();
  private final List<Pair> attained = new ArrayList<>();

  private EnvelopedTradeOff() {}

  static EnvelopedTradeOff of(
      PrivacyEvent event, NeighbouringRelation relation, PrivacyAccountant accountant) {
    List<EpsilonBound> bounds = new ArrayList<>();
    for (double delta : FIRST_DELTAS) {
      bounds.add(accountant.epsilon(event, relation, delta));
    }
    while (bounds.size() < MOST_POINTS) {
      int widest = widest(bounds);
      if (widest == 0) {
        break;
      }
      double delta = between(bounds.get(widest - 1).delta(), bounds.get(widest).delta());
      bounds.add(widest, accountant.epsilon(event, relation, delta));
    }
    EnvelopedTradeOff curve = new EnvelopedTradeOff();
    for (int i = bounds.size() - 1; i >= 0; i--) {
      curve.add(bounds.get(i));
    }
    // The total variation distance, where both halves of the curve meet.
    curve.proven.add(new Pair(0, DeltaSearch.of(accountant, event, relation, 0).delta()));
    NormalForm form = EventNormaliser.normalise(event, relation);
    double pure = PureEpsilon.of(form.parts());
    if (Double.isFinite(pure)) {
      curve.proven.add(new Pair(pure, form.failureDelta()));
    }
    return curve;
  }

  /** The pair of neighbours that are farthest apart, by its second one; 0 if none differ. */
  private static int widest(List<EpsilonBound> bounds) {
    int widest = 0;
    double most = 0;
    for (int i = 1; i < bounds.size(); i++) {
      double gap = bounds.get(i - 1).epsilon() - bounds.get(i).epsilon();
      // Small epsilons matter most, and there it is delta that moves.
      double here = gap + DELTA_WEIGHT * (bounds.get(i).delta() - bounds.get(i - 1).delta());
      if (Double.isFinite(gap) && gap > LEAST_GAP && here > most) {
        most = here;
        widest = i;
      }
    }
    return widest;
  }

  private static double between(double low, double high) {
    double sum = StrictMath.log(low / (1 - low)) + StrictMath.log(high / (1 - high));
    return DeltaSearch.delta(sum / 2);
  }

  private void add(EpsilonBound bound) {
    if (Double.isFinite(bound.epsilon())) {
      proven.add(new Pair(bound.epsilon(), bound.delta()));
    }
    double lower = bound.lower().orElse(0);
    double before = attained.isEmpty() ? 0 : attained.get(attained.size() - 1).epsilon();
    if (lower > before) {
      attained.add(new Pair(lower, bound.delta()));
    }
  }

  @Override
  public double beta(double alpha) {
    requireProbability(alpha);
    double most = 0;
    for (Pair pair : proven) {
      most = Math.max(most, value(pair.epsilon(), pair.delta(), alpha, -1));
    }
    return most;
  }

  @Override
  public OptionalDouble betaAtMost(double alpha) {
    requireProbability(alpha);
    if (attained.isEmpty()) {
      return OptionalDouble.empty();
    }
    // Up to the next epsilon delta is at least the delta there; beyond the last, at least 0.
    double most = 0;
    double epsilon = 0;
    for (Pair pair : attained) {
      most = Math.max(most, value(epsilon, pair.delta(), alpha, 1));
      epsilon = pair.epsilon();
    }
    return OptionalDouble.of(Math.max(most, value(epsilon, 0, alpha, 1)));
  }

  private static double value(double epsilon, double delta, double alpha, int sign) {
    double weighted = alpha == 0 ? 0 : StrictMath.exp(epsilon) * alpha;
    double steep = 1 - delta - weighted + sign * 8 * U * (1 + weighted);
    double shallow =
        StrictMath.exp(-epsilon) * (1 - delta - alpha + sign * 8 * U) * (1 + sign * 8 * U);
    return Math.min(1, Math.max(0, Math.max(steep, shallow)));
  }

  static void requireProbability(double alpha) {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("alpha must be in [0, 1], got " + alpha);
    }
  }
}
