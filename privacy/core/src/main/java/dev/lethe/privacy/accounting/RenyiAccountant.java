package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Never reports less than the true epsilon of an event or adaptive composition of events that it
 * has a proof for, by Renyi differential privacy (Mironov 2017); others it refuses.
 *
 * <p>{@code docs/accounting.md} lists the events, the relations they are proven for and the proofs.
 * It claims no lower bound.
 */
public final class RenyiAccountant implements PrivacyAccountant {
  private static final RenyiAccountant STANDARD = new RenyiAccountant();
  private static final List<Double> STANDARD_ORDERS = standardOrders();

  private RenyiAccountant() {}

  /** The accountant. */
  public static RenyiAccountant standard() {
    return STANDARD;
  }

  @Override
  public String name() {
    return "rdp";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public EpsilonBound epsilon(PrivacyEvent event, NeighbouringRelation relation, double delta) {
    RenyiCurve.requireDelta(delta);
    NormalForm form = EventNormaliser.normalise(event, relation);
    Divergence total = total(form, relation);
    double remaining = form.remainingOf(delta);
    double epsilon = remaining >= 0 ? PureEpsilon.of(form.parts()) : Double.POSITIVE_INFINITY;
    if (remaining > 0) {
      double searched =
          OrderSearch.least(order -> RenyiCurve.epsilonAt(order, total.at(order), remaining));
      epsilon = Math.min(epsilon, searched);
    }
    return new EpsilonBound(epsilon, OptionalDouble.empty(), name(), delta);
  }

  /**
   * The probability with which the event's outputs may be anything, rounded up: its {@link #curve}
   * holds for the rest, so that whoever converts a curve takes this from delta first. The sum of
   * the deltas of {@link dev.lethe.privacy.event.ApproximateDp} parts and of a truncated sample's
   * tails; 0 where nothing can fail.
   *
   * @throws UnsupportedEventException if a part that may fail stands where no proof covers it
   */
  public double failureDelta(PrivacyEvent event) {
    // A failure has the same chance on both neighbours under every relation it is proven for.
    try {
      return EventNormaliser.normalise(event, NeighbouringRelation.ADD_OR_REMOVE_ONE)
          .failureDelta();
    } catch (UnsupportedEventException e) {
      return EventNormaliser.normalise(event, NeighbouringRelation.REPLACE_ONE).failureDelta();
    }
  }

  /**
   * Divergences at this accountant's standard orders, from 1.001 to 65536, for as long as the event
   * does not fail: its {@link #failureDelta} comes on top.
   *
   * @throws UnsupportedEventException as {@link #epsilon}
   */
  public RenyiCurve curve(PrivacyEvent event, NeighbouringRelation relation) {
    return curve(event, relation, STANDARD_ORDERS);
  }

  /**
   * Divergences at the given orders, for as long as the event does not fail: its {@link
   * #failureDelta} comes on top.
   *
   * @param orders strictly increasing, each above 1
   * @throws UnsupportedEventException as {@link #epsilon}
   */
  public RenyiCurve curve(PrivacyEvent event, NeighbouringRelation relation, double[] orders) {
    List<Double> boxed = new ArrayList<>(orders.length);
    for (double order : orders) {
      boxed.add(order);
    }
    return curve(event, relation, boxed);
  }

  private RenyiCurve curve(PrivacyEvent event, NeighbouringRelation relation, List<Double> orders) {
    for (double order : orders) {
      if (!(order > 1) || Double.isInfinite(order)) {
        throw new IllegalArgumentException("orders must be finite and above 1, got " + order);
      }
    }
    Divergence total = total(EventNormaliser.normalise(event, relation), relation);
    return new RenyiCurve(orders, orders.stream().map(total::at).toList());
  }

  private static Divergence total(NormalForm form, NeighbouringRelation relation) {
    return new TotalDivergence(form.parts(), new RenyiPricing(relation));
  }

  private static List<Double> standardOrders() {
    List<Double> orders = new ArrayList<>(List.of(1.001, 1.002, 1.005, 1.01, 1.02, 1.05));
    for (int tenths = 11; tenths < 40; tenths++) {
      orders.add(tenths / 10.0);
    }
    for (int quarters = 16; quarters < 40; quarters++) {
      orders.add(quarters / 4.0);
    }
    for (int order = 10; order < 64; order++) {
      orders.add((double) order);
    }
    for (int order = 64; order < 1024; order += order / 4) {
      orders.add((double) order);
    }
    for (int order = 1024; order <= SampledGaussianDivergence.MAX_INTEGER_ORDER; order *= 2) {
      orders.add((double) order);
    }
    return List.copyOf(orders);
  }
}
