package dev.lethe.privacy.accounting;

import static dev.lethe.privacy.event.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static dev.lethe.privacy.event.NeighbouringRelation.REPLACE_ONE;
import static dev.lethe.privacy.event.NeighbouringRelation.ZERO_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.FixedSizeSampled;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Sampling without replacement against all batches of small populations. */
final class FixedSizeSampledTest {
  private static final double[] ORDERS = {1.2, 2, 2.75, 5, 12};

  /** Neighbouring populations of numbers in [0, 1], so that replacing one moves a sum by 1. */
  @Test
  void coversEveryPairOfSmallPopulationsInBothDirections() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 24; trial++) {
      int population = 2 + random.nextInt(5);
      int batch = 1 + random.nextInt(population);
      double sigma = new double[] {0.4, 1, 3}[trial % 3];
      double[] values = new double[population];
      for (int i = 0; i < population; i++) {
        values[i] = trial % 2 == 0 ? random.nextInt(2) : random.nextDouble();
      }
      double[] replaced = values.clone();
      values[0] = 0;
      replaced[0] = 1;
      DoubleUnaryOperator p = sums(values, batch, sigma);
      DoubleUnaryOperator q = sums(replaced, batch, sigma);
      for (double order : ORDERS) {
        double from = -12 - 30 * sigma;
        double to = 18 + 30 * sigma;
        double truth =
            Math.max(
                NumericRenyi.integral(p, q, order, from, to),
                NumericRenyi.integral(q, p, order, from, to));
        assertThat(curve(population, batch, new Gaussian(sigma), order))
            .as("population %s batch %s sigma %s order %s", population, batch, sigma, order)
            .isGreaterThanOrEqualTo(truth * (1 - 1e-6) - 1e-12 / (order - 1));
      }
    }
  }

  @Test
  void liesBetweenTheKnownPairAndTheReferenceAccountant() {
    PrivacyEvent event = new SelfComposed(new FixedSizeSampled(10_000, 100, new Gaussian(1)), 1000);
    double epsilon = RenyiAccountant.standard().epsilon(event, REPLACE_ONE, 1e-5).epsilon();
    // The lower figure is the certified epsilon of Poisson sampling in the one direction that a
    // population of equal units shows; the upper one is dp-accounting 0.6.0's.
    assertThat(epsilon).isBetween(1.828, 3.5762);
  }

  /** The theorem for any mechanism, at a figure that dp-accounting 0.6.0 computes too. */
  @Test
  void theGeneralTheoremGivesTheReferenceFigure() {
    PrivacyEvent event =
        new SelfComposed(new FixedSizeSampled(10_000, 100, new DiscreteGaussian(1, 1)), 1000);
    assertThat(RenyiAccountant.standard().epsilon(event, REPLACE_ONE, 1e-5).epsilon())
        .isBetween(3.576111, 3.576112);
  }

  /** One unit of the population answers truthfully with this chance, if it is in the batch. */
  @Test
  void coversPureMechanismsThatTellAllTheyMay() {
    for (double epsilon : new double[] {0.2, 1, 3}) {
      double high = 1 / (1 + Math.exp(-epsilon));
      for (int batch = 1; batch < 10; batch += 4) {
        double rate = batch / 10.0;
        double[] without = {1 - high, high};
        double[] with = {
          rate * high + (1 - rate) * (1 - high), rate * (1 - high) + (1 - rate) * high
        };
        for (double order : ORDERS) {
          double truth =
              Math.max(
                  NumericRenyi.sum(with, without, order), NumericRenyi.sum(without, with, order));
          double bound = curve(10, batch, new ApproximateDp(epsilon, 0), order);
          assertThat(bound)
              .isGreaterThanOrEqualTo(truth * (1 - 1e-9) - 1e-13)
              .isLessThan(2.5 * truth);
        }
      }
    }
  }

  @Test
  void aWholePopulationIsNoSample() {
    for (double order : ORDERS) {
      assertThat(curve(7, 7, new Gaussian(1.5), order))
          .isEqualTo(
              RenyiAccountant.standard()
                  .curve(new Gaussian(1.5), REPLACE_ONE, new double[] {order})
                  .divergences()
                  .get(0));
      double before = 0;
      for (int batch = 1; batch <= 7; batch++) {
        double now = curve(7, batch, new Laplace(1.5), order);
        assertThat(now).isGreaterThanOrEqualTo(before * (1 - 1e-9));
        before = now;
      }
    }
  }

  @Test
  void extremesGiveANumberOrInfinity() {
    for (double sigma : new double[] {1e-300, 1e-3, 0.05, 50, 1e6, 1e300}) {
      for (double order : new double[] {1 + 1e-7, 1.5, 2, 300, 65536}) {
        for (long population : new long[] {2, 1000, 1L << 50}) {
          assertThat(curve(population, 1, new Gaussian(sigma), order))
              .isNotNaN()
              .isBetween(0.0, order / sigma / sigma / 2 * (1 + 1e-9) + 1e-280);
        }
      }
    }
  }

  @Test
  void isRefusedWhereTheBatchTellsTheNumberOfUnits() {
    PrivacyEvent event = new FixedSizeSampled(100, 10, new Gaussian(1));
    assertThatThrownBy(() -> RenyiAccountant.standard().epsilon(event, ADD_OR_REMOVE_ONE, 1e-5))
        .isInstanceOf(UnsupportedEventException.class)
        .hasMessageContaining("replace-one");
    assertThatThrownBy(() -> RenyiAccountant.standard().epsilon(event, ZERO_OUT, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
  }

  @Test
  void approximatelyPrivateMechanismsAreAmplifiedAsAWhole() {
    PrivacyEvent event = new FixedSizeSampled(100, 10, new ApproximateDp(1, 1e-6));
    assertThat(RenyiAccountant.standard().failureDelta(event)).isBetween(1e-7, 1.000001e-7);
    assertThat(RenyiAccountant.standard().epsilon(event, REPLACE_ONE, 2e-7).epsilon())
        .isLessThan(Math.log1p(0.1 * (Math.E - 1)) * 1.0001);
  }

  private static DoubleUnaryOperator sums(double[] values, int batch, double sigma) {
    List<Double> sums = new ArrayList<>();
    for (int subset = 0; subset < 1 << values.length; subset++) {
      if (Integer.bitCount(subset) == batch) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
          sum += (subset >> i & 1) * values[i];
        }
        sums.add(sum);
      }
    }
    double[] weights = sums.stream().mapToDouble(sum -> 1.0 / sums.size()).toArray();
    return NumericRenyi.mixture(weights, sums.stream().mapToDouble(sum -> sum).toArray(), sigma);
  }

  private static double curve(long population, long batch, PrivacyEvent event, double order) {
    return RenyiAccountant.standard()
        .curve(new FixedSizeSampled(population, batch, event), REPLACE_ONE, new double[] {order})
        .divergences()
        .get(0);
  }
}
