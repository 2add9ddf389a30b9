package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every accountant promises, whatever it knows. */
abstract class PrivacyAccountantContract {
  static final NeighbouringRelation ADD = NeighbouringRelation.ADD_OR_REMOVE_ONE;

  /** Numerical searches may miss the best order by this much. */
  private static final double TINY = 1e-6;

  abstract PrivacyAccountant accountant();

  /** Whether it knows Poisson sampling. */
  abstract boolean samples();

  /** How far bounds may be from each other that would be equal or ordered if they were exact. */
  double slack() {
    return TINY;
  }

  /** Whether it knows Poisson sampling under replace-one. */
  boolean replacesInSamples() {
    return false;
  }

  @Test
  void isFoundByItsName() {
    assertThat(Accountants.named(accountant().name()).orElseThrow().name())
        .isEqualTo(accountant().name());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesADeltaOutsideZeroAndOne(double delta) {
    assertThatThrownBy(() -> accountant().epsilon(new Gaussian(1), ADD, delta))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delta");
  }

  @Test
  void fallsWithNoiseAndDeltaAndGrowsWithSteps() {
    for (double q : rates()) {
      for (double delta : new double[] {1e-12, 1e-5, 0.01}) {
        double before = Double.POSITIVE_INFINITY;
        for (double sigma = 0.4; sigma < 200; sigma *= 1.7) {
          double epsilon = epsilon(event(q, sigma, 50), delta);
          assertThat(epsilon).isLessThanOrEqualTo(before * (1 + slack())).isNotNegative();
          assertThat(epsilon(event(q, sigma, 51), delta))
              .isGreaterThanOrEqualTo(epsilon * (1 - slack()));
          assertThat(epsilon(event(q, sigma, 50), delta * 1.5))
              .isLessThanOrEqualTo(epsilon * (1 + slack()));
          before = epsilon;
        }
      }
    }
  }

  @Test
  void countsTheSameHoweverTheCompositionIsWritten() {
    for (double q : rates()) {
      PrivacyEvent one = event(q, 1.3, 1);
      double twice = epsilon(new SelfComposed(one, 2), 1e-6);
      assertThat(epsilon(new Composed(List.of(one, one)), 1e-6))
          .isLessThanOrEqualTo(twice * (1 + 1e-9))
          .isGreaterThanOrEqualTo(twice * (1 - 1e-9));
      assertThat(epsilon(new SelfComposed(new SelfComposed(one, 3), 5), 1e-6))
          .isEqualTo(epsilon(new SelfComposed(one, 15), 1e-6));
    }
  }

  @Test
  void answersExtremesWithAFiniteOrInfiniteBound() {
    double[] extremes = {Double.MIN_VALUE, 1e-300, 1e-9, 0.05, 1, 1e4, 1e300};
    for (double q :
        samples() ? new double[] {Double.MIN_VALUE, 1e-9, 0.5, 1 - 1e-16, 1} : rates()) {
      for (double sigma : extremes) {
        for (long count : new long[] {1, 1_000_000_000L, Long.MAX_VALUE}) {
          for (double delta : new double[] {Double.MIN_VALUE, 1e-300, 1e-5, 1 - 1e-16}) {
            assertThat(epsilon(event(q, sigma, count), delta)).isNotNaN().isNotNegative();
          }
        }
      }
    }
  }

  @Test
  void certifiesALowerBoundOnlyBelowTheUpperOne() {
    for (double q : rates()) {
      EpsilonBound bound = accountant().epsilon(event(q, 2, 10), ADD, 1e-5);
      bound.lower().ifPresent(lower -> assertThat(lower).isLessThanOrEqualTo(bound.epsilon()));
      assertThat(bound.delta()).isEqualTo(1e-5);
    }
  }

  @Test
  void refusesSamplingUnderReplaceOneOrChargesMoreForIt() {
    PrivacyEvent event = event(0.1, 1, 1);
    if (replacesInSamples()) {
      assertThat(accountant().epsilon(event, NeighbouringRelation.REPLACE_ONE, 1e-5).epsilon())
          .isGreaterThan(0.5 * epsilon(event(0.1, 2, 1), 1e-5));
      return;
    }
    assertThatThrownBy(() -> accountant().epsilon(event, NeighbouringRelation.REPLACE_ONE, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
  }

  @Test
  void refusesSamplingOfASample() {
    PrivacyEvent event = new PoissonSampled(0.1, new PoissonSampled(0.1, new Gaussian(1)));
    assertThatThrownBy(() -> accountant().epsilon(event, ADD, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
  }

  @Test
  void refusesAnEventTooLargeToUnfold() {
    PrivacyEvent event = new Gaussian(1);
    for (int i = 0; i < 60; i++) {
      event = new Composed(List.of(event, event));
    }
    PrivacyEvent huge = event;
    assertThatThrownBy(() -> accountant().epsilon(huge, ADD, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
  }

  final double epsilon(PrivacyEvent event, double delta) {
    return accountant().epsilon(event, ADD, delta).epsilon();
  }

  static PrivacyEvent event(double q, double sigma, long count) {
    return new SelfComposed(new PoissonSampled(q, new Gaussian(sigma)), count);
  }

  private double[] rates() {
    return samples() ? new double[] {1e-4, 0.02, 0.4, 1} : new double[] {1};
  }
}
