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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closed forms against the definition of the divergence, summed or integrated. */
final class MechanismDivergenceTest {
  private static final NeighbouringRelation ADD = NeighbouringRelation.ADD_OR_REMOVE_ONE;
  private static final NeighbouringRelation ZERO = NeighbouringRelation.ZERO_OUT;
  private static final NeighbouringRelation REPLACE = NeighbouringRelation.REPLACE_ONE;
  private static final double[] ORDERS = {1.01, 1.5, 2, 3.25, 8, 33, 200.5};

  @Test
  void pureMechanismsHaveTheDivergenceOfBinaryRandomizedResponse() {
    for (double epsilon : new double[] {1e-6, 0.01, 0.5, 1, 4}) {
      double truth = 1 / (1 + Math.exp(-epsilon));
      double[] p = {truth, 1 - truth};
      double[] q = {1 - truth, truth};
      for (double order : ORDERS) {
        double[] bounds = {
          curve(new ApproximateDp(epsilon, 0), ADD, order),
          curve(new RandomizedResponse(truth, 2), ZERO, order)
        };
        for (double bound : bounds) {
          assertTight(bound, renyi(p, q, order), order);
        }
      }
    }
  }

  @Test
  void randomizedResponseEqualsItsEnumeration() {
    for (int categories : new int[] {2, 3, 7, 100}) {
      for (double truth : new double[] {1.0 / categories, 0.5, 0.9, 0.999}) {
        double[] p = new double[categories];
        Arrays.fill(p, (1 - truth) / (categories - 1));
        double[] q = p.clone();
        p[0] = truth;
        q[1] = truth;
        for (double order : ORDERS) {
          double bound = curve(new RandomizedResponse(truth, categories), REPLACE, order);
          assertTight(bound, renyi(p, q, order), order);
        }
      }
    }
  }

  @Test
  void laplaceEqualsItsQuadrature() {
    for (double scale : new double[] {0.3, 1, 5, 40}) {
      for (double order : ORDERS) {
        double bound = curve(new Laplace(scale), ADD, order);
        assertThat(bound).isLessThanOrEqualTo(Math.nextUp(1 / scale));
        double logMoment = laplaceLogMoment(1 / scale, order);
        assertThat(bound)
            .isGreaterThanOrEqualTo(logMoment / (order - 1) * (1 - 1e-6) - 1e-12 / (order - 1))
            .isLessThanOrEqualTo(logMoment / (order - 1) * (1 + 1e-6) + 1e-12 / (order - 1));
      }
    }
  }

  @Test
  void vectorsUnderLaplaceNoiseLoseNoMoreThanOneCoordinateWould() {
    for (double order : ORDERS) {
      double whole = new LaplaceDivergence(1).at(order);
      double parts = new LaplaceDivergence(0.7).at(order) + new LaplaceDivergence(0.3).at(order);
      assertThat(parts).isLessThanOrEqualTo(whole);
    }
  }

  @Test
  void discreteGaussianIsNeverBelowItsSumAndTightAtIntegerOrders() {
    for (double sigma : new double[] {0.4, 1, 3}) {
      for (int sensitivity : new int[] {1, 2}) {
        int reach = (int) Math.ceil(40 * sigma) + 80;
        double[] p = new double[2 * reach + 1];
        double[] q = new double[2 * reach + 1];
        for (int x = -reach; x <= reach; x++) {
          p[x + reach] = -Math.pow((x - sensitivity) / sigma, 2) / 2;
          q[x + reach] = -Math.pow(x / sigma, 2) / 2;
        }
        for (double order : new double[] {1.5, 2, 3, 5.5, 8}) {
          double bound = curve(new DiscreteGaussian(sigma, sensitivity), ADD, order);
          double exact = renyiOfLogs(normalised(p), normalised(q), order);
          assertThat(bound).isGreaterThanOrEqualTo(exact * (1 - 1e-12));
          if (order == Math.rint(order)) {
            assertThat(bound).isLessThan(exact * (1 + 1e-9));
          }
        }
      }
    }
  }

  @Test
  void concentratedMechanismsAreLinesThroughTheOrigin() {
    assertThat(curve(new ZeroConcentrated(0.02), ADD, 7)).isBetween(0.14, 0.14 * (1 + 1e-12));
    assertThat(curve(new ZeroConcentrated(0.5), ADD, 7))
        .isCloseTo(curve(new Gaussian(1), ADD, 7), org.assertj.core.data.Offset.offset(1e-11));
  }

  @Test
  void addsTheCurvesAndTheDeltasOfEverythingComposed() {
    PrivacyEvent event =
        new Composed(
            List.of(
                new SelfComposed(new PoissonSampled(0.01, new Gaussian(1)), 500),
                new SelfComposed(new ApproximateDp(0.01, 1e-9), 40),
                new Laplace(20),
                new DiscreteGaussian(30, 2)));
    double failure = RenyiAccountant.standard().failureDelta(event);
    assertThat(failure).isBetween(40e-9, 40e-9 * (1 + 1e-12));
    double[] orders = {3, 9.5};
    RenyiCurve curve = RenyiAccountant.standard().curve(event, ADD, orders);
    for (int i = 0; i < orders.length; i++) {
      double sum =
          500 * new SampledGaussianDivergence(0.01, 1).at(orders[i])
              + 40 * PureDivergence.of(0.01).at(orders[i])
              + new LaplaceDivergence(0.05).at(orders[i])
              + orders[i] * 4 / 1800.0;
      assertThat(curve.divergences().get(i)).isBetween(sum * (1 - 1e-12), sum * (1 + 1e-9));
    }
    double epsilon = RenyiAccountant.standard().epsilon(event, ADD, 1e-6 + failure).epsilon();
    PrivacyEvent pure =
        new Composed(
            List.of(
                new SelfComposed(new PoissonSampled(0.01, new Gaussian(1)), 500),
                new SelfComposed(new ApproximateDp(0.01, 0), 40),
                new Laplace(20),
                new DiscreteGaussian(30, 2)));
    double without = RenyiAccountant.standard().epsilon(pure, ADD, 1e-6).epsilon();
    assertThat(epsilon).isBetween(without * (1 - 1e-9), without * (1 + 1e-6));
  }

  @Test
  void spendsAllOfDeltaOnFailuresOrProvesNothing() {
    PrivacyEvent event = new SelfComposed(new ApproximateDp(0.1, 1e-6), 10);
    assertThat(RenyiAccountant.standard().epsilon(event, ADD, 1e-5).epsilon()).isInfinite();
    assertThat(RenyiAccountant.standard().epsilon(event, ADD, 1.1e-5).epsilon())
        .isBetween(0.5, 1.0 + 1e-9);
  }

  @Test
  void aPureMechanismNeverCostsMoreThanItsEpsilon() {
    for (double epsilon : new double[] {0.1, 1, 5}) {
      assertThat(
              RenyiAccountant.standard()
                  .epsilon(new ApproximateDp(epsilon, 0), ADD, 1e-300)
                  .epsilon())
          .isLessThanOrEqualTo(epsilon * (1 + 1e-12));
    }
  }

  @Test
  void refusesResponsesWhoseUnitMayBeMissing() {
    assertThatThrownBy(() -> curve(new RandomizedResponse(0.7, 2), ADD, 2))
        .isInstanceOf(UnsupportedEventException.class)
        .hasMessageContaining("replace-one");
  }

  @Test
  void extremesGiveANumberOrInfinity() {
    for (double tiny : new double[] {Double.MIN_VALUE, 1e-300, 1e-12, 1, 1e300}) {
      for (double order : new double[] {1 + 1e-15, 1 + 1e-7, 2, 1e5, 1e300}) {
        assertThat(curve(new Laplace(tiny), ADD, order)).isNotNaN().isNotNegative();
        assertThat(curve(new ApproximateDp(tiny, 0), ADD, order)).isNotNaN().isNotNegative();
        assertThat(curve(new ZeroConcentrated(tiny), ADD, order)).isNotNaN().isPositive();
        assertThat(curve(new DiscreteGaussian(tiny, 1), ADD, order)).isNotNaN().isPositive();
      }
    }
    assertThat(curve(new RandomizedResponse(1 - 0x1p-53, 1L << 52), REPLACE, 1.5)).isNotNaN();
  }

  private static double curve(PrivacyEvent event, NeighbouringRelation relation, double order) {
    return RenyiAccountant.standard()
        .curve(event, relation, new double[] {order})
        .divergences()
        .get(0);
  }

  private static void assertTight(double bound, double exact, double order) {
    assertThat(bound)
        .isGreaterThanOrEqualTo(exact * (1 - 1e-9) - 1e-13 / (order - 1))
        .isLessThanOrEqualTo(exact * (1 + 1e-9) + 1e-13 / (order - 1));
  }

  private static double renyi(double[] p, double[] q, double order) {
    return renyiOfLogs(
        Arrays.stream(p).map(Math::log).toArray(),
        Arrays.stream(q).map(Math::log).toArray(),
        order);
  }

  private static double renyiOfLogs(double[] logP, double[] logQ, double order) {
    double[] log = new double[logP.length];
    for (int i = 0; i < log.length; i++) {
      log[i] = order * logP[i] + (1 - order) * logQ[i];
    }
    return logSum(log) / (order - 1);
  }

  private static double logSum(double[] log) {
    double largest = Arrays.stream(log).max().orElseThrow();
    return largest + Math.log(Arrays.stream(log).map(each -> Math.exp(each - largest)).sum());
  }

  private static double[] normalised(double[] log) {
    double sum = logSum(log);
    return Arrays.stream(log).map(each -> each - sum).toArray();
  }

  /** Log of the integral of {@code p^order q^(1 - order)} for unit scale, piece by piece. */
  private static double laplaceLogMoment(double distance, double order) {
    double[] corners = {-40, 0, distance, distance + 40};
    double largest = (order - 1) * distance;
    double sum = 0;
    for (int piece = 0; piece < 3; piece++) {
      int intervals = 20_000;
      double step = (corners[piece + 1] - corners[piece]) / intervals;
      for (int i = 0; i <= intervals; i++) {
        double x = corners[piece] + i * step;
        double log = -order * Math.abs(x - distance) + (order - 1) * Math.abs(x);
        int weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * step / 3 * Math.exp(log - largest);
      }
    }
    return largest + Math.log(sum / 2);
  }
}
