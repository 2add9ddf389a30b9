package dev.lethe.privacy.accounting;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.Map;

/**
 * An estimate that may lie below the true epsilon, and is no accountant for that reason: Gaussian
 * differential privacy's central limit for Poisson-sampled Gaussians (Bu, Dong, Long and Su 2020,
 * section 2.4), {@code mu = q sqrt(T (e^(1 / z^2) - 1))}.
 *
 * <p>Several kinds of steps add the squares of their mu; those without sampling have theirs
 * exactly, 1 / z.
 */
public final class CentralLimit {
  /** The tag under which commands print the estimate. */
  public static final String NAME = "gdp-clt";

  private CentralLimit() {}

  /**
   * About the epsilon of many steps at delta; possibly infinite. Not a bound.
   *
   * @throws UnsupportedEventException unless the event is a composition of Gaussians, with Poisson
   *     sampling or without, or under replace-one, for which the paper has another limit
   */
  public static double epsilon(PrivacyEvent event, NeighbouringRelation relation, double delta) {
    RenyiCurve.requireDelta(delta);
    if (relation == NeighbouringRelation.REPLACE_ONE) {
      throw new UnsupportedEventException(
          "the central-limit estimate is one for add-or-remove-one and zero-out, not replace-one");
    }
    double square = 0;
    for (Map.Entry<LossKinds.Kind, Double> each : LossKinds.of(event).entrySet()) {
      LossKinds.Kind kind = each.getKey();
      if (!(kind.mechanism() instanceof Gaussian gaussian)) {
        throw new UnsupportedEventException(
            "the central-limit estimate is one for Gaussians with Poisson sampling, not for "
                + kind.mechanism());
      }
      double z = gaussian.noiseMultiplier();
      square += each.getValue() * square(kind.rate(), 1 / (z * z));
    }
    double mu = Math.sqrt(square);
    return mu > 1e-150 && mu < 1e150
        ? AnalyticGaussianAccountant.standard()
            .epsilon(new Gaussian(1 / mu), relation, delta)
            .epsilon()
        : mu < 1 ? 0 : Double.POSITIVE_INFINITY;
  }

  private static double square(double rate, double precision) {
    return rate == 1 ? precision : rate * rate * StrictMath.expm1(precision);
  }
}
