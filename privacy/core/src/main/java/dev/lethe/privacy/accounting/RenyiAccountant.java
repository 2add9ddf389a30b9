package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Never reports less than the true epsilon of Gaussians, Poisson-subsampled Gaussians and their
 * adaptive compositions, by Renyi differential privacy (Mironov 2017).
 *
 * <p>Under add-or-remove-one and zero-out all of them are supported, with one bound; under
 * replace-one only events without sampling. It claims no lower bound.
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
    TotalDivergence total = total(event, relation);
    double epsilon =
        OrderSearch.least(order -> RenyiCurve.epsilonAt(order, total.at(order), delta));
    return new EpsilonBound(epsilon, OptionalDouble.empty(), name(), delta);
  }

  /**
   * Divergences at this accountant's standard orders, from 1.001 to 65536.
   *
   * @throws UnsupportedEventException as {@link #epsilon}
   */
  public RenyiCurve curve(PrivacyEvent event, NeighbouringRelation relation) {
    return curve(event, relation, STANDARD_ORDERS);
  }

  /**
   * Divergences at the given orders.
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

  /**
   * The delta with which the event may fail, on top of what its {@link #curve} says: 0 for all
   * events that this accountant knows.
   *
   * @throws UnsupportedEventException if it does not know the event
   */
  public double failureDelta(PrivacyEvent event) {
    SampledGaussians.of(event);
    return 0;
  }

  private RenyiCurve curve(PrivacyEvent event, NeighbouringRelation relation, List<Double> orders) {
    for (double order : orders) {
      if (!(order > 1) || Double.isInfinite(order)) {
        throw new IllegalArgumentException("orders must be finite and above 1, got " + order);
      }
    }
    TotalDivergence total = total(event, relation);
    return new RenyiCurve(orders, orders.stream().map(total::at).toList());
  }

  private static TotalDivergence total(PrivacyEvent event, NeighbouringRelation relation) {
    Map<SampledGaussians.Kind, Double> kinds = SampledGaussians.of(event);
    if (relation == NeighbouringRelation.REPLACE_ONE
        && kinds.keySet().stream().anyMatch(kind -> kind.samplingRate() != 1)) {
      throw new UnsupportedEventException(
          "Poisson sampling has no proven Renyi bound here under replace-one;"
              + " use add-or-remove-one or zero-out");
    }
    return new TotalDivergence(kinds);
  }

  private static final class TotalDivergence {
    private final List<SampledGaussianDivergence> parts = new ArrayList<>();
    private final List<Double> counts = new ArrayList<>();

    TotalDivergence(Map<SampledGaussians.Kind, Double> kinds) {
      kinds.forEach(
          (kind, count) -> {
            parts.add(new SampledGaussianDivergence(kind.samplingRate(), kind.noiseMultiplier()));
            counts.add(count);
          });
    }

    double at(double order) {
      double sum = 0;
      for (int i = 0; i < parts.size(); i++) {
        double part = RenyiCurve.timesUp(parts.get(i).at(order), counts.get(i));
        sum = RenyiCurve.addUp(sum, part);
      }
      return sum;
    }
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
