package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.event.TreeAggregated;
import dev.lethe.privacy.event.ZeroConcentrated;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TradeOffCurveTest {
  private static final NeighbouringRelation ADD = NeighbouringRelation.ADD_OR_REMOVE_ONE;

  /** {@code Phi(Phi^-1(1 - alpha) - 1)}: the rows are alpha = 1 - Phi(t), beta = Phi(t - 1). */
  @Test
  void isExactForAGaussian() {
    TradeOffCurve curve = TradeOffCurve.of(new Gaussian(1), ADD);
    double[] phi = {0.5, 0.8413447460685429, 0.9772498680518208, 0.9986501019683699};
    for (int t = 0; t < 3; t++) {
      check(curve, 1 - phi[t + 1], phi[t]);
      check(curve, phi[t], 1 - phi[t + 1]);
    }
    assertThat(curve.beta(0)).isEqualTo(1);
    assertThat(curve.beta(1)).isZero();
  }

  private static void check(TradeOffCurve curve, double alpha, double beta) {
    assertThat(curve.beta(alpha)).isBetween(beta * (1 - 1e-11), beta * (1 + 1e-14));
    assertThat(curve.betaAtMost(alpha).orElseThrow())
        .isBetween(beta * (1 - 1e-14), beta * (1 + 1e-9));
  }

  @Test
  void composesGaussiansToOne() {
    PrivacyEvent four =
        new Composed(List.of(new SelfComposed(new Gaussian(4), 3), new Gaussian(4)));
    TradeOffCurve together = TradeOffCurve.of(four, ADD);
    TradeOffCurve one = TradeOffCurve.of(new Gaussian(2), ADD);
    for (double alpha : new double[] {1e-9, 0.01, 0.3, 0.9}) {
      assertThat(together.beta(alpha)).isBetween(one.beta(alpha) * (1 - 1e-9), one.beta(alpha));
      assertThat(together.betaAtMost(alpha).orElseThrow())
          .isGreaterThanOrEqualTo(together.beta(alpha));
    }
  }

  /** What follows from pairs (epsilon, delta) alone cannot beat the exact curve. */
  @Test
  void staysBelowTheExactCurveWhereItFollowsFromPairs() {
    PrivacyEvent event = new Gaussian(0.7);
    TradeOffCurve exact = TradeOffCurve.of(event, ADD);
    for (PrivacyAccountant accountant :
        List.of(AnalyticGaussianAccountant.standard(), RenyiAccountant.standard())) {
      TradeOffCurve pairs = EnvelopedTradeOff.of(event, ADD, accountant);
      for (double alpha = 0.001; alpha < 1; alpha += 0.01) {
        assertThat(pairs.beta(alpha)).isLessThanOrEqualTo(exact.betaAtMost(alpha).orElseThrow());
      }
    }
    TradeOffCurve pairs = EnvelopedTradeOff.of(event, ADD, AnalyticGaussianAccountant.standard());
    for (double alpha : new double[] {0.01, 0.1, 0.5}) {
      assertThat(pairs.beta(alpha)).isGreaterThan(0.98 * exact.beta(alpha));
      assertThat(pairs.betaAtMost(alpha).orElseThrow()).isGreaterThan(exact.beta(alpha));
    }
  }

  /** The supremum of its lines, their deltas integrated numerically in both directions. */
  @Test
  void enclosesOneSampledStep() {
    double q = 0.3;
    double sigma = 0.8;
    double step = sigma / 500;
    TradeOffCurve curve = TradeOffCurve.of(new PoissonSampled(q, new Gaussian(sigma)), ADD);
    for (double alpha : new double[] {0.01, 0.05, 0.2, 0.4, 0.7}) {
      double truth = 0;
      for (double epsilon = 0; epsilon < 5; epsilon += 0.05) {
        double grown = Math.exp(epsilon);
        double removed = 0;
        double added = 0;
        for (double x = -10 * sigma; x < 1 + 10 * sigma; x += step) {
          double plain = density(x, 0, sigma);
          double mixed = (1 - q) * plain + q * density(x, 1, sigma);
          removed += Math.max(0, mixed - grown * plain) * step;
          added += Math.max(0, plain - grown * mixed) * step;
        }
        double delta = Math.max(removed, added);
        truth = Math.max(truth, 1 - delta - grown * alpha);
        truth = Math.max(truth, (1 - delta - alpha) / grown);
      }
      assertThat(curve.beta(alpha)).isBetween(truth - 0.003, truth + 0.0005);
      assertThat(curve.betaAtMost(alpha).orElseThrow()).isBetween(truth - 1e-6, truth + 0.05);
    }
  }

  private static double density(double x, double mean, double sigma) {
    double z = (x - mean) / sigma;
    return Math.exp(-z * z / 2) / (sigma * Math.sqrt(2 * Math.PI));
  }

  /** Randomized response: two lines. */
  @Test
  void isTheTwoLinesOfAPureRelease() {
    double epsilon = 0.7;
    TradeOffCurve curve = TradeOffCurve.of(new ApproximateDp(epsilon, 0), ADD);
    for (double alpha = 0; alpha <= 1; alpha += 0.05) {
      double truth = Math.max(1 - Math.exp(epsilon) * alpha, Math.exp(-epsilon) * (1 - alpha));
      assertThat(curve.beta(alpha)).isBetween(truth - 1e-12, truth + 1e-15);
      assertThat(curve.betaAtMost(alpha).orElseThrow()).isBetween(truth - 1e-12, truth + 0.05);
    }
  }

  @Test
  void isDecreasingConvexAndItsOwnInverse() {
    TradeOffCurve curve =
        TradeOffCurve.of(new SelfComposed(new PoissonSampled(0.1, new Gaussian(1)), 10), ADD);
    for (double alpha = 0.02; alpha < 0.98; alpha += 0.02) {
      double beta = curve.beta(alpha);
      assertThat(beta).isLessThanOrEqualTo(1 - alpha);
      assertThat(beta).isLessThanOrEqualTo(curve.beta(alpha - 0.01));
      assertThat(2 * beta)
          .isLessThanOrEqualTo(curve.beta(alpha - 0.01) + curve.beta(alpha + 0.01) + 1e-12);
      assertThat(curve.beta(beta)).isCloseTo(alpha, org.assertj.core.data.Offset.offset(1e-9));
      assertThat(curve.betaAtMost(alpha).orElseThrow()).isBetween(beta, 1 - alpha + 1e-12);
    }
  }

  @Test
  void claimsNoUpperEndWhereTheEventIsBoundedOnly() {
    TreeAggregated tree = new TreeAggregated(2, 16, 1, 16);
    assertThat(TradeOffCurve.of(tree, ADD).betaAtMost(0.1)).isEmpty();
    assertThat(TradeOffCurve.of(new ZeroConcentrated(0.1), ADD).betaAtMost(0.1)).isEmpty();
    // No zCDP release is worse than the Gaussian of its rho by more than the conversion loses.
    assertThat(TradeOffCurve.of(new ZeroConcentrated(0.5), ADD).beta(0.1))
        .isBetween(0.2, TradeOffCurve.of(new Gaussian(1), ADD).beta(0.1));
  }

  @Test
  void refusesWhatIsNoProbability() {
    TradeOffCurve exact = TradeOffCurve.of(new Gaussian(1), ADD);
    TradeOffCurve pairs = TradeOffCurve.of(new ApproximateDp(1, 1e-6), ADD);
    for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
      for (TradeOffCurve curve : List.of(exact, pairs)) {
        assertThatThrownBy(() -> curve.beta(bad)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> curve.betaAtMost(bad))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
