package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import org.junit.jupiter.api.Test;

final class DeltaBoundTest {
  private static final NeighbouringRelation ADD = NeighbouringRelation.ADD_OR_REMOVE_ONE;
  private final PldAccountant accountant = PldAccountant.standard();

  /** {@code Phi(1/2 - 1) - e Phi(-1/2 - 1)}, from tables of the normal law. */
  @Test
  void enclosesTheGaussianCurve() {
    DeltaBound bound = accountant.delta(new Gaussian(1), ADD, 1);
    double truth = 0.3085375387259869 - Math.E * 0.0668072012688581;
    assertThat(bound.delta()).isBetween(truth, truth * 1.002);
    assertThat(bound.lower().orElseThrow()).isBetween(truth * 0.998, truth);
    // At 0 it is the total variation, 2 Phi(1/2) - 1.
    DeltaBound none = accountant.delta(new Gaussian(1), ADD, 0);
    assertThat(none.delta()).isBetween(0.3829249225480262, 0.384);
    assertThat(none.lower().orElseThrow()).isBetween(0.382, 0.3829249225480262);
  }

  @Test
  void isTheInverseOfEpsilon() {
    PrivacyEvent event = new SelfComposed(new PoissonSampled(0.01, new Gaussian(1)), 1000);
    EpsilonBound epsilon = accountant.epsilon(event, ADD, 1e-5);
    DeltaBound above = accountant.delta(event, ADD, epsilon.epsilon());
    assertThat(above.lower().orElseThrow()).isLessThan(1e-5);
    assertThat(above.delta()).isBetween(1e-5 * 0.9, 1e-5 * 1.01);
    assertThat(above.lower().orElseThrow()).isGreaterThan(0.9 * above.delta());
    assertThat(above.accountant()).isEqualTo("pld");
    assertThat(above.epsilon()).isEqualTo(epsilon.epsilon());
  }

  @Test
  void reachesTheEnds() {
    PrivacyEvent pure = new ApproximateDp(1, 0);
    assertThat(accountant.delta(pure, ADD, 2).delta()).isLessThan(1e-299);
    assertThat(accountant.delta(pure, ADD, 2).lower()).hasValue(0);
    double truth = 1 / (1 + Math.exp(-1)) - 1 / (1 + Math.exp(1));
    assertThat(accountant.delta(pure, ADD, 0).delta()).isBetween(truth, truth * 1.01);
    DeltaBound failing = accountant.delta(new ApproximateDp(1, 0.01), ADD, 1.5);
    assertThat(failing.delta()).isBetween(0.01, 0.01 * 1.002);
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> accountant.delta(pure, ADD, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
