package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Encloses delta at an epsilon by asking an accountant for epsilon at several deltas: each answer
 * is a certificate by itself, so the search can make the interval wide, not wrong.
 */
final class DeltaSearch {
  // Deltas are searched by the log of delta / (1 - delta): from 1e-300 to the last double before 1.
  private static final double LEAST = -690;
  private static final double MOST = 36;
  private static final double NEAR_ZERO = 1e-9;
  private static final double NARROW = 1e-3;
  private static final int MOST_ROUNDS = 80;

  private final PrivacyAccountant accountant;
  private final PrivacyEvent event;
  private final NeighbouringRelation relation;
  private final Map<Double, EpsilonBound> asked = new HashMap<>();

  private DeltaSearch(
      PrivacyAccountant accountant, PrivacyEvent event, NeighbouringRelation relation) {
    this.accountant = accountant;
    this.event = event;
    this.relation = relation;
  }

  static DeltaBound of(
      PrivacyAccountant accountant,
      PrivacyEvent event,
      NeighbouringRelation relation,
      double epsilon) {
    if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException("epsilon must be finite and not negative, got " + epsilon);
    }
    DeltaSearch search = new DeltaSearch(accountant, event, relation);
    // Upper bounds on epsilon carry a margin and never are 0; delta's slope is at most e^epsilon.
    double more = epsilon < NEAR_ZERO ? NEAR_ZERO : 0;
    double upper = search.crossing(bound -> bound.epsilon() - (epsilon + more))[1];
    boolean certifies = search.asked.values().stream().anyMatch(each -> each.lower().isPresent());
    OptionalDouble lower = OptionalDouble.empty();
    if (certifies) {
      double below = search.crossing(bound -> bound.lower().orElse(0) - epsilon)[0];
      lower = OptionalDouble.of(Double.isInfinite(below) ? 0 : delta(below));
    }
    return new DeltaBound(
        Double.isInfinite(upper) ? 1 : Math.min(1, delta(upper) + 2 * more),
        lower,
        accountant.name(),
        epsilon);
  }

  static double delta(double logit) {
    return logit < 0
        ? StrictMath.exp(logit) / (1 + StrictMath.exp(logit))
        : 1 / (1 + StrictMath.exp(-logit));
  }

  private EpsilonBound at(double logit) {
    return asked.computeIfAbsent(logit, each -> accountant.epsilon(event, relation, delta(each)));
  }

  /** Two near points, the excess positive at the first and not at the second; infinite if none. */
  private double[] crossing(ToDoubleFunction<EpsilonBound> excess) {
    double low = LEAST;
    double high = MOST;
    double atHigh = excess.applyAsDouble(at(high));
    if (atHigh > 0) {
      return new double[] {high, Double.POSITIVE_INFINITY};
    }
    double atLow = excess.applyAsDouble(at(low));
    if (atLow <= 0) {
      return new double[] {Double.NEGATIVE_INFINITY, low};
    }
    // The Illinois variant of false position, with a bisection now and then.
    for (int round = 0; round < MOST_ROUNDS && high - low > NARROW; round++) {
      double share = atLow / (atLow - atHigh);
      boolean bisect = round % 4 == 3 || !(share > 0 && share < 1);
      double room = Math.min(0.5, NARROW / 2 / (high - low));
      double next = low + (high - low) * (bisect ? 0.5 : Math.max(room, Math.min(1 - room, share)));
      double value = excess.applyAsDouble(at(next));
      if (value > 0) {
        low = next;
        atLow = value;
        atHigh /= 2;
      } else {
        high = next;
        atHigh = value;
        atLow /= 2;
      }
    }
    return new double[] {low, high};
  }
}
