package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.RandomizedResponse;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.event.ZeroConcentrated;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class DistributionConversionsTest {
  private static final NeighbouringRelation ADD = NeighbouringRelation.ADD_OR_REMOVE_ONE;
  private static final NeighbouringRelation REPLACE = NeighbouringRelation.REPLACE_ONE;

  /** No other bound here covers this relation; the divergence is integrated from the densities. */
  @Test
  void boundsAReplacedUnitInAPoissonSample() {
    for (double[] at : new double[][] {{0.01, 1}, {0.3, 2}, {1e-4, 0.8}}) {
      double q = at[0];
      double sigma = at[1];
      PrivacyEvent event = new PoissonSampled(q, new Gaussian(sigma / 2));
      DoubleUnaryOperator p =
          NumericRenyi.mixture(new double[] {1 - q, q}, new double[] {0, 1}, sigma);
      DoubleUnaryOperator r =
          NumericRenyi.mixture(new double[] {1 - q, q}, new double[] {0, -1}, sigma);
      for (double order : new double[] {1.5, 2, 4, 8}) {
        double truth = NumericRenyi.integral(p, r, order, -10 - 12 * sigma, 20 + 12 * sigma);
        double bound = PrivacyConversions.distributionToRenyi(event, REPLACE, order);
        assertThat(bound).isBetween(truth * (1 - 1e-6) - 1e-13, truth * 1.001 + 1e-9);
      }
    }
  }

  /** The closed forms of the Renyi accountant, none of which the distributions use. */
  @Test
  void agreesWithTheProvenBoundsOfSampledGaussians() {
    PrivacyEvent event =
        new Composed(
            List.of(
                new SelfComposed(new PoissonSampled(0.02, new Gaussian(1.1)), 300),
                new PoissonSampled(0.2, new Gaussian(3))));
    double[] orders = {2, 3, 6, 12};
    RenyiCurve known = RenyiAccountant.standard().curve(event, ADD, orders);
    for (int i = 0; i < orders.length; i++) {
      double bound = PrivacyConversions.distributionToRenyi(event, ADD, orders[i]);
      double truth = known.divergences().get(i);
      assertThat(bound).isBetween(truth * (1 - 1e-6), truth * 1.001);
    }
  }

  @Test
  void agreesWithTheExactDivergencesOfSingleReleases() {
    for (double order : new double[] {1.2, 2, 5, 20}) {
      PrivacyEvent[] events = {
        new Gaussian(1.5),
        new Laplace(0.8),
        new ApproximateDp(0.5, 0),
        new RandomizedResponse(0.6, 4),
        new DiscreteGaussian(2, 1)
      };
      for (PrivacyEvent event : events) {
        double truth =
            RenyiAccountant.standard()
                .curve(event, REPLACE, new double[] {order})
                .divergences()
                .get(0);
        // The discrete Gaussian's closed form is a bound only, and a very near one.
        assertThat(PrivacyConversions.distributionToRenyi(event, REPLACE, order))
            .isBetween(truth * (1 - 1e-6), truth * (1 + 1e-12));
      }
    }
  }

  @Test
  void fallsBackToTheUnsampledBoundWhereDoublesEnd() {
    PrivacyEvent event = new PoissonSampled(0.5, new Gaussian(0.1));
    assertThat(PrivacyConversions.distributionToRenyi(event, REPLACE, 100))
        .isBetween(1248.0, 1250.7);
    assertThat(PrivacyConversions.distributionToRenyi(new ApproximateDp(1, 1e-9), ADD, 2))
        .isInfinite();
    assertThatThrownBy(
            () -> PrivacyConversions.distributionToRenyi(new ZeroConcentrated(1), ADD, 2))
        .isInstanceOf(UnsupportedEventException.class);
    assertThatThrownBy(() -> PrivacyConversions.distributionToRenyi(event, REPLACE, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addsUpWhatIsConcentratedAtEveryOrder() {
    PrivacyEvent event =
        new Composed(
            List.of(
                new SelfComposed(new Gaussian(2), 8),
                new ZeroConcentrated(0.25),
                new ApproximateDp(0.5, 0),
                new DiscreteGaussian(4, 2)));
    double truth = 1 + 0.25 + 0.125 + 0.125;
    assertThat(PrivacyConversions.eventToConcentrated(event, ADD))
        .isBetween(truth, truth * (1 + 1e-12));
    PrivacyEvent[] refused = {
      new PoissonSampled(0.1, new Gaussian(1)),
      new ApproximateDp(0.5, 1e-9),
      new RandomizedResponse(0.6, 2)
    };
    for (PrivacyEvent each : refused) {
      assertThatThrownBy(() -> PrivacyConversions.eventToConcentrated(each, ADD))
          .isInstanceOf(UnsupportedEventException.class);
    }
  }

  /** Sampling helps a pure release at every order; the curve alone would prove none of them. */
  @Test
  void needsAPureEpsilonForTheOrdersAboveACurve() {
    double[] orders = {1.1, 1.2, 1.5, 2, 3, 4, 6, 8, 16, 32};
    PrivacyEvent event = new PoissonSampled(0.1, new ApproximateDp(1, 0));
    RenyiCurve curve = RenyiAccountant.standard().curve(event, ADD, orders);
    double pure = Math.log1p(0.1 * Math.expm1(1)) * (1 + 1e-12);
    double rho = PrivacyConversions.renyiToConcentrated(curve, pure);
    assertThat(rho).isLessThanOrEqualTo(PrivacyConversions.pureToConcentrated(pure));
    for (double order : new double[] {1.05, 1.3, 2, 5, 64, 1000}) {
      double truth =
          RenyiAccountant.standard().curve(event, ADD, new double[] {order}).divergences().get(0);
      assertThat(rho * order).isGreaterThanOrEqualTo(truth * (1 - 1e-12));
    }
    assertThat(
            PrivacyConversions.renyiToConcentrated(
                new RenyiCurve(List.of(2.0, 4.0), List.of(0.1, 0.4)), 0.5))
        .isBetween(0.125, 0.125 * (1 + 1e-12));
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> PrivacyConversions.renyiToConcentrated(curve, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
