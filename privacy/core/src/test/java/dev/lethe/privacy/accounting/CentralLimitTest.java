package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import org.junit.jupiter.api.Test;

final class CentralLimitTest {
  private static final NeighbouringRelation ADD = NeighbouringRelation.ADD_OR_REMOVE_ONE;

  private static PrivacyEvent event(double q, double z, long steps) {
    return new SelfComposed(new PoissonSampled(q, new Gaussian(z)), steps);
  }

  /** Its delta, integrated from the densities of N(mu, 1) and N(0, 1). */
  @Test
  void isTheEpsilonOfTheLimitingGaussian() {
    double mu = 0.01 * Math.sqrt(1000 * Math.expm1(1));
    double epsilon = CentralLimit.epsilon(event(0.01, 1, 1000), ADD, 1e-5);
    double step = 1e-4;
    double delta = 0;
    for (double x = -10; x < 12; x += step) {
      double p = Math.exp(-(x - mu) * (x - mu) / 2);
      double q = Math.exp(-x * x / 2);
      delta += Math.max(0, p - Math.exp(epsilon) * q) / Math.sqrt(2 * Math.PI) * step;
    }
    assertThat(delta).isBetween(1e-5 * (1 - 1e-5), 1e-5 * (1 + 1e-5));
  }

  /** Why it is no accountant. */
  @Test
  void mayLieBelowTheTruth() {
    PrivacyEvent event = event(0.001, 0.6, 1000);
    double truth = PldAccountant.standard().epsilon(event, ADD, 1e-6).lower().orElseThrow();
    assertThat(CentralLimit.epsilon(event, ADD, 1e-6)).isLessThan(0.9 * truth);
    assertThat(Accountants.named(CentralLimit.NAME)).isEmpty();
  }

  @Test
  void isExactWithoutSamplingAndUnboundedWithoutNoise() {
    PrivacyEvent plain = new SelfComposed(new Gaussian(4), 4);
    EpsilonBound exact = AnalyticGaussianAccountant.standard().epsilon(plain, ADD, 1e-5);
    assertThat(CentralLimit.epsilon(plain, ADD, 1e-5))
        .isBetween(exact.lower().orElseThrow(), exact.epsilon() * (1 + 1e-9));
    assertThat(CentralLimit.epsilon(event(0.1, 0.01, 10), ADD, 1e-5)).isInfinite();
  }

  @Test
  void refusesWhatThePaperDoesNotCover() {
    assertThatThrownBy(
            () -> CentralLimit.epsilon(event(0.1, 1, 9), NeighbouringRelation.REPLACE_ONE, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
    assertThatThrownBy(
            () -> CentralLimit.epsilon(new PoissonSampled(0.1, new Laplace(1)), ADD, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
  }
}
