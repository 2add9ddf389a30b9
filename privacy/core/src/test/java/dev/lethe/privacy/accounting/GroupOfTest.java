package dev.lethe.privacy.accounting;

import static dev.lethe.privacy.event.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static dev.lethe.privacy.event.NeighbouringRelation.REPLACE_ONE;
import static dev.lethe.privacy.event.NeighbouringRelation.ZERO_OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.BallsInBins;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.FixedSizeSampled;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.GroupOf;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.RandomizedResponse;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.event.TruncatedPoissonSampled;
import dev.lethe.privacy.event.ZeroConcentrated;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class GroupOfTest {
  private static final double[] ORDERS = {1.5, 2, 3.5, 9};

  @Test
  void oneUnitIsNoGroup() {
    for (PrivacyEvent event :
        List.of(
            new Gaussian(2),
            new PoissonSampled(0.1, new Gaussian(2)),
            new BallsInBins(5, new Gaussian(2)),
            new Composed(List.of(new Laplace(3), new ApproximateDp(0.1, 1e-9))))) {
      assertThat(RenyiAccountant.standard().epsilon(new GroupOf(1, event), ZERO_OUT, 1e-5))
          .isEqualTo(RenyiAccountant.standard().epsilon(event, ZERO_OUT, 1e-5));
    }
  }

  @Test
  void mechanismsScaleByTheirOwnRule() {
    same(new GroupOf(4, new Gaussian(8)), new Gaussian(2));
    same(new GroupOf(4, new Laplace(8)), new Laplace(2));
    same(new GroupOf(4, new DiscreteGaussian(8, 3)), new DiscreteGaussian(8, 12));
    same(new GroupOf(4, new ZeroConcentrated(0.01)), new ZeroConcentrated(0.16));
    same(new GroupOf(4, new ApproximateDp(0.3, 0)), new ApproximateDp(1.2, 0));
    same(new GroupOf(2, new GroupOf(3, new Gaussian(12))), new Gaussian(2));
    same(
        new GroupOf(4, new SelfComposed(new Composed(List.of(new Gaussian(8), new Laplace(8))), 3)),
        new SelfComposed(new Composed(List.of(new Gaussian(2), new Laplace(2))), 3));
    assertThat(curve(new GroupOf(3, new RandomizedResponse(0.7, 4)), REPLACE_ONE, 3))
        .isEqualTo(curve(new SelfComposed(new RandomizedResponse(0.7, 4), 3), REPLACE_ONE, 3));
  }

  @Test
  void deltaGrowsGeometrically() {
    double delta =
        RenyiAccountant.standard().failureDelta(new GroupOf(3, new ApproximateDp(0.5, 1e-8)));
    double expected = 1e-8 * (1 + Math.exp(0.5) + Math.exp(1));
    assertThat(delta).isBetween(expected, expected * (1 + 1e-8));
    assertThat(RenyiAccountant.standard().failureDelta(new GroupOf(5, new ApproximateDp(0, 1e-8))))
        .isBetween(5e-8 * (1 - 1e-15), 5e-8 * (1 + 1e-8));
    assertThat(
            RenyiAccountant.standard().failureDelta(new GroupOf(100, new ApproximateDp(5, 1e-8))))
        .isGreaterThanOrEqualTo(1);
  }

  /** Each unit of the group enters the sample on its own; their contributions add up. */
  @Test
  void sampledGaussiansCoverTheMixtureInBothDirections() {
    for (double q : new double[] {0.01, 0.2}) {
      for (double sigma : new double[] {0.8, 2, 6}) {
        for (int size : new int[] {2, 3, 5}) {
          double[] weights = new double[size + 1];
          double[] means = new double[size + 1];
          double binomial = 1;
          for (int j = 0; j <= size; j++) {
            weights[j] = binomial * Math.pow(q, j) * Math.pow(1 - q, size - j);
            means[j] = j;
            binomial = binomial * (size - j) / (j + 1);
          }
          DoubleUnaryOperator with = NumericRenyi.mixture(weights, means, sigma);
          DoubleUnaryOperator without =
              NumericRenyi.mixture(new double[] {1}, new double[] {0}, sigma);
          for (double order : ORDERS) {
            double reach = 20 * sigma + order * size;
            double removed = NumericRenyi.integral(with, without, order, -reach, reach);
            double added = NumericRenyi.integral(without, with, order, -reach, reach);
            double bound =
                curve(
                    new GroupOf(size, new PoissonSampled(q, new Gaussian(sigma))),
                    ADD_OR_REMOVE_ONE,
                    order);
            assertThat(bound).isGreaterThanOrEqualTo(Math.max(removed, added) * (1 - 1e-7));
            if (order == Math.rint(order) && q < 0.1 && sigma > 1) {
              assertThat(bound).isLessThan(removed * 1.4);
            }
          }
        }
      }
    }
  }

  @Test
  void growsWithTheGroup() {
    for (PrivacyEvent event :
        List.of(
            new PoissonSampled(0.01, new Gaussian(4)),
            new PoissonSampled(0.01, new Laplace(9)),
            new BallsInBins(50, new Gaussian(9)))) {
      double before = 0;
      for (long size : new long[] {1, 2, 3, 4, 7, 512, 513, 100_000}) {
        double now = curve(new GroupOf(size, event), ADD_OR_REMOVE_ONE, 3);
        assertThat(now).isGreaterThanOrEqualTo(before);
        before = now;
      }
    }
  }

  @Test
  void anyCurveFollowsTheGeneralRule() {
    PrivacyEvent one = new FixedSizeSampled(1000, 10, new Gaussian(3));
    double four = curve(new GroupOf(4, one), REPLACE_ONE, 5);
    assertThat(four)
        .isCloseTo(9 * curve(one, REPLACE_ONE, 20), org.assertj.core.data.Offset.offset(1e-12));
    // For a Gaussian the general rule would be looser than its own.
    Divergence gaussian = order -> order / 2;
    assertThat(new GroupDivergence(4, gaussian).at(3)).isGreaterThanOrEqualTo(16 * gaussian.at(3));
  }

  @Test
  void refusesWhatHasNoProof() {
    refused(
        new GroupOf(2, new TruncatedPoissonSampled(0.1, 100, 20, new Gaussian(1))),
        ADD_OR_REMOVE_ONE);
    refused(new GroupOf(2, new PoissonSampled(0.1, new Gaussian(1))), REPLACE_ONE);
    refused(new GroupOf(1L << 40, new PoissonSampled(0.1, new Gaussian(1))), ADD_OR_REMOVE_ONE);
    refused(new GroupOf(1L << 40, new ApproximateDp(1e300, 0)), ADD_OR_REMOVE_ONE);
  }

  private static void refused(PrivacyEvent event, NeighbouringRelation relation) {
    assertThatThrownBy(() -> RenyiAccountant.standard().epsilon(event, relation, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
  }

  private static void same(PrivacyEvent group, PrivacyEvent one) {
    for (double order : ORDERS) {
      double expected = curve(one, ADD_OR_REMOVE_ONE, order);
      assertThat(curve(group, ADD_OR_REMOVE_ONE, order)).isBetween(expected, expected * (1 + 1e-9));
    }
  }

  private static double curve(PrivacyEvent event, NeighbouringRelation relation, double order) {
    return RenyiAccountant.standard()
        .curve(event, relation, new double[] {order})
        .divergences()
        .get(0);
  }
}
