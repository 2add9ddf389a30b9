package dev.lethe.privacy.accounting;

import static dev.lethe.privacy.event.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static dev.lethe.privacy.event.NeighbouringRelation.REPLACE_ONE;
import static dev.lethe.privacy.event.NeighbouringRelation.ZERO_OUT;
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
import dev.lethe.privacy.event.ZeroConcentrated;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Poisson sampling against the divergence of the mixture, in both directions. */
final class SampledMechanismTest {
  private static final double[] RATES = {0.001, 0.05, 0.4};
  private static final double[] ORDERS = {1.3, 2, 2.5, 3, 7, 20};

  @Test
  void pureMechanismsEqualTheEnumeration() {
    for (double q : RATES) {
      for (double epsilon : new double[] {0.1, 1, 3}) {
        double truth = 1 / (1 + Math.exp(-epsilon));
        double[] without = {1 - truth, truth};
        double[] with = {(1 - q) * (1 - truth) + q * truth, (1 - q) * truth + q * (1 - truth)};
        for (double order : ORDERS) {
          double bound = curve(q, new ApproximateDp(epsilon, 0), order);
          double removed = NumericRenyi.sum(with, without, order);
          double added = NumericRenyi.sum(without, with, order);
          assertThat(bound)
              .isGreaterThanOrEqualTo(Math.max(removed, added) - 1e-14)
              .isLessThanOrEqualTo(removed * (1 + 1e-6) + 1e-13 / (order - 1));
        }
      }
    }
  }

  @Test
  void laplaceIsTightAtIntegerOrdersAndNeverBelow() {
    for (double q : RATES) {
      for (double scale : new double[] {0.5, 1, 4}) {
        DoubleUnaryOperator without = x -> -Math.abs(x) / scale - Math.log(2 * scale);
        DoubleUnaryOperator with =
            x -> {
              double shifted = -Math.abs(x - 1) / scale - Math.log(2 * scale);
              return NumericRenyi.logSum(
                  new double[] {Math.log(1 - q) + without.applyAsDouble(x), Math.log(q) + shifted});
            };
        assertCovers(order -> curve(q, new Laplace(scale), order), with, without, 60 * scale, 1e-4);
      }
    }
  }

  @Test
  void discreteGaussianIsTightAtIntegerOrdersAndNeverBelow() {
    for (double q : RATES) {
      for (double sigma : new double[] {0.6, 2}) {
        int reach = (int) (24 * sigma) + 2;
        double[] without = new double[2 * reach + 1];
        double[] with = new double[2 * reach + 1];
        double sum = 0;
        for (int x = -reach; x <= reach; x++) {
          sum += Math.exp(-x * x / 2.0 / sigma / sigma);
        }
        for (int x = -reach; x <= reach; x++) {
          without[x + reach] = Math.exp(-x * x / 2.0 / sigma / sigma) / sum;
          double shifted = Math.exp(-(x - 1) * (x - 1) / 2.0 / sigma / sigma) / sum;
          with[x + reach] = (1 - q) * without[x + reach] + q * shifted;
        }
        for (double order : new double[] {1.3, 2, 3.5, 4}) {
          double bound = curve(q, new DiscreteGaussian(sigma, 1), order);
          double removed = NumericRenyi.sum(with, without, order);
          double added = NumericRenyi.sum(without, with, order);
          assertThat(bound).isGreaterThanOrEqualTo(Math.max(removed, added) * (1 - 1e-9));
          if (order == Math.rint(order)) {
            assertThat(bound).isLessThan(removed * (1 + 1e-6));
          }
        }
      }
    }
  }

  /** Random pairs of laws on few points, with their exact curve as all that is known of them. */
  @Test
  void anyMechanismIsCoveredInBothDirections() {
    SplittableRandom random = new SplittableRandom(11);
    for (int trial = 0; trial < 200; trial++) {
      int points = 2 + random.nextInt(4);
      double[] p = law(random, points);
      double[] r = law(random, points);
      double q = RATES[trial % RATES.length];
      Divergence exact =
          order -> Math.max(NumericRenyi.sum(p, r, order), NumericRenyi.sum(r, p, order));
      Divergence sampled = SampledMoments.of(q, exact);
      double[] mixed = new double[points];
      for (int i = 0; i < points; i++) {
        mixed[i] = (1 - q) * r[i] + q * p[i];
      }
      for (double order : ORDERS) {
        double truth =
            Math.max(NumericRenyi.sum(mixed, r, order), NumericRenyi.sum(r, mixed, order));
        assertThat(sampled.at(order)).isGreaterThanOrEqualTo(truth - 1e-13 / (order - 1));
        assertThat(sampled.at(order)).isLessThanOrEqualTo(exact.at(order));
      }
    }
  }

  @Test
  void samplingNeverCostsMore() {
    List<PrivacyEvent> events =
        List.of(
            new Laplace(0.7),
            new ApproximateDp(0.3, 0),
            new ZeroConcentrated(0.2),
            new DiscreteGaussian(3, 2),
            new Composed(List.of(new Laplace(2), new Gaussian(3))));
    for (PrivacyEvent event : events) {
      for (double order : new double[] {1.001, 1.9, 2, 9.5, 64, 1024, 5000, 1e9}) {
        double whole =
            RenyiAccountant.standard()
                .curve(event, ADD_OR_REMOVE_ONE, new double[] {order})
                .divergences()
                .get(0);
        double before = 0;
        for (double q : new double[] {1e-9, 1e-3, 0.1, 0.9, 1}) {
          double sampled = curve(q, event, order);
          assertThat(sampled).isBetween(before * (1 - 1e-9), whole * (1 + 1e-9));
          before = sampled;
        }
      }
    }
  }

  @Test
  void deltaShrinksWithTheSampleOfAnApproximatelyPrivateMechanism() {
    PrivacyEvent event = new PoissonSampled(0.01, new ApproximateDp(1, 1e-6));
    assertThat(RenyiAccountant.standard().failureDelta(event)).isBetween(1e-8, 1.0000001e-8);
    double epsilon =
        RenyiAccountant.standard().epsilon(event, ADD_OR_REMOVE_ONE, 1.01e-8).epsilon();
    assertThat(epsilon)
        .isBetween(0.9 * 0.01 * (Math.E - 1), Math.log1p(0.01 * (Math.E - 1)) * 1.0000001);
  }

  @Test
  void refusesWhatHasNoProof() {
    refused(new PoissonSampled(0.1, new ApproximateDp(1, 0)), ZERO_OUT);
    refused(new PoissonSampled(0.1, new ApproximateDp(1, 1e-6)), ZERO_OUT);
    refused(new PoissonSampled(0.1, new ZeroConcentrated(1)), ZERO_OUT);
    refused(new PoissonSampled(0.1, new RandomizedResponse(0.9, 2)), ZERO_OUT);
    refused(new PoissonSampled(0.1, new RandomizedResponse(0.9, 2)), ADD_OR_REMOVE_ONE);
    refused(new PoissonSampled(0.1, new Laplace(1)), REPLACE_ONE);
    assertThat(curve(0.1, new Laplace(1), 2)).isPositive();
    RenyiAccountant.standard().epsilon(new PoissonSampled(0.1, new Laplace(1)), ZERO_OUT, 1e-5);
  }

  private static void refused(PrivacyEvent event, NeighbouringRelation relation) {
    assertThatThrownBy(() -> RenyiAccountant.standard().epsilon(event, relation, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
  }

  private static void assertCovers(
      DoubleUnaryOperator bound,
      DoubleUnaryOperator with,
      DoubleUnaryOperator without,
      double reach,
      double precision) {
    for (double order : ORDERS) {
      double removed = NumericRenyi.integral(with, without, order, -reach, reach + 1);
      double added = NumericRenyi.integral(without, with, order, -reach, reach + 1);
      assertThat(bound.applyAsDouble(order))
          .isGreaterThanOrEqualTo(Math.max(removed, added) * (1 - precision) - 1e-5 / (order - 1));
      if (order == Math.rint(order)) {
        assertThat(bound.applyAsDouble(order))
            .isLessThanOrEqualTo(removed * (1 + precision) + 1e-5 / (order - 1));
      }
    }
  }

  private static double[] law(SplittableRandom random, int points) {
    double[] law = new double[points];
    double sum = 0;
    for (int i = 0; i < points; i++) {
      law[i] = -Math.log(1 - random.nextDouble()) + 0.02;
      sum += law[i];
    }
    for (int i = 0; i < points; i++) {
      law[i] /= sum;
    }
    return law;
  }

  private static double curve(double q, PrivacyEvent event, double order) {
    return RenyiAccountant.standard()
        .curve(new PoissonSampled(q, event), ADD_OR_REMOVE_ONE, new double[] {order})
        .divergences()
        .get(0);
  }
}
