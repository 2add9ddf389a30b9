package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.BallsInBins;
import dev.lethe.privacy.event.FixedSizeSampled;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.GroupOf;
import dev.lethe.privacy.event.MatrixFactorised;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.TreeAggregated;
import dev.lethe.privacy.event.TruncatedPoissonSampled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Encloses the least epsilon of an event that was fixed beforehand between two certified bounds, by
 * the privacy loss distributions of dominating pairs: Gaussian, Laplace, discrete Gaussian,
 * randomized response and (epsilon, delta)-private releases, with Poisson sampling and composition.
 *
 * <p>The interval is as narrow as asked where a lattice of at most 2^21 points allows it, and valid
 * in any case. Proofs and domains are in the guarantees, under "The PLD accountant".
 */
public final class PldAccountant implements PrivacyAccountant {
  /** A relative width of 0.5 %. */
  public static final double STANDARD_WIDTH = 0.005;

  private static final PldAccountant STANDARD = new PldAccountant(STANDARD_WIDTH);

  // Several Gaussians count as one whose noise is rounded down by less than this, even if
  // there are millions of different ones.
  private static final double JOINED = 1e-8;

  private final double width;

  private PldAccountant(double width) {
    this.width = width;
  }

  /** The accountant, for intervals of {@link #STANDARD_WIDTH}. */
  public static PldAccountant standard() {
    return STANDARD;
  }

  /**
   * An accountant for intervals of another relative width.
   *
   * @throws IllegalArgumentException unless the width is in (0, 1)
   */
  public static PldAccountant ofWidth(double width) {
    if (!(width > 0 && width < 1)) {
      throw new IllegalArgumentException("width must be in (0, 1), got " + width);
    }
    return new PldAccountant(width);
  }

  @Override
  public String name() {
    return "pld";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public EpsilonBound epsilon(PrivacyEvent event, NeighbouringRelation relation, double delta) {
    RenyiCurve.requireDelta(delta);
    Map<LossKinds.Kind, Double> kinds = LossKinds.of(event);
    return kinds.keySet().stream().anyMatch(kind -> isRewritten(kind.mechanism()))
        ? rewritten(EventNormaliser.normalise(event, relation), relation, delta)
        : enclosed(kinds, relation, delta);
  }

  /**
   * Encloses the least delta of an event at an epsilon: as narrowly as the intervals of epsilon
   * allow, from 1e-300 on.
   *
   * @throws UnsupportedEventException as {@link #epsilon}
   * @throws IllegalArgumentException if epsilon is negative or not finite
   */
  public DeltaBound delta(PrivacyEvent event, NeighbouringRelation relation, double epsilon) {
    return DeltaSearch.of(this, event, relation, epsilon);
  }

  private static boolean isRewritten(PrivacyEvent event) {
    return event instanceof TreeAggregated
        || event instanceof MatrixFactorised
        || event instanceof TruncatedPoissonSampled
        || event instanceof FixedSizeSampled
        || event instanceof BallsInBins
        || event instanceof GroupOf;
  }

  /** The normal form is no more private than the event, and may be less: no lower bound. */
  private EpsilonBound rewritten(NormalForm form, NeighbouringRelation relation, double delta) {
    double left = form.remainingOf(delta);
    if (!(left > 0)) {
      return new EpsilonBound(Double.POSITIVE_INFINITY, OptionalDouble.empty(), name(), delta);
    }
    double upper = enclosed(LossKinds.of(form.together()), relation, left).epsilon();
    return new EpsilonBound(upper, OptionalDouble.empty(), name(), delta);
  }

  private EpsilonBound enclosed(
      Map<LossKinds.Kind, Double> kinds, NeighbouringRelation relation, double delta) {
    if (kinds.size() == 1) {
      Map.Entry<LossKinds.Kind, Double> only = kinds.entrySet().iterator().next();
      if (only.getKey().mechanism() instanceof Gaussian && only.getKey().rate() == 1) {
        // The distribution is Gaussian, and its hockey-stick curve has a closed form.
        PrivacyEvent joint = only.getKey().mechanism();
        EpsilonBound exact = AnalyticGaussianAccountant.standard().epsilon(joint, relation, delta);
        return new EpsilonBound(exact.epsilon(), exact.lower(), name(), delta);
      }
    }
    LossInterval interval = LossInterval.of(directions(kinds, relation), delta, width);
    double lower = interval.lower() * (1 - JOINED);
    return new EpsilonBound(interval.upper(), OptionalDouble.of(lower), name(), delta);
  }

  private static List<List<LossInterval.Repeated>> directions(
      Map<LossKinds.Kind, Double> kinds, NeighbouringRelation relation) {
    List<LossInterval.Repeated> removed = new ArrayList<>();
    kinds.forEach(
        (kind, count) ->
            removed.add(
                new LossInterval.Repeated(
                    LossLaws.of(kind.mechanism(), kind.rate(), relation), count)));
    if (removed.stream().allMatch(release -> release.law().symmetric())) {
      return List.of(removed);
    }
    List<LossInterval.Repeated> added =
        removed.stream()
            .map(each -> new LossInterval.Repeated(each.law().swapped(), each.count()))
            .toList();
    return List.of(removed, added);
  }
}
