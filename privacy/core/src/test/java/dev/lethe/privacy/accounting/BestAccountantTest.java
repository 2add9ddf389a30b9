package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.SelfComposed;
import org.junit.jupiter.api.Test;

final class BestAccountantTest extends PrivacyAccountantContract {
  @Override
  PrivacyAccountant accountant() {
    return BestAccountant.standard();
  }

  @Override
  boolean samples() {
    return true;
  }

  @Override
  boolean replacesInSamples() {
    return true;
  }

  @Override
  double slack() {
    return PldAccountant.STANDARD_WIDTH;
  }

  @Test
  void takesTheExactBoundWhereThereIsOneAndNamesIt() {
    EpsilonBound bound = accountant().epsilon(new Gaussian(1), ADD, 1e-5);
    assertThat(bound)
        .isEqualTo(AnalyticGaussianAccountant.standard().epsilon(new Gaussian(1), ADD, 1e-5));
    assertThat(bound.accountant()).isEqualTo("analytic-gaussian");
  }

  @Test
  void takesTheOnlyBoundWhereOthersRefuse() {
    EpsilonBound bound = accountant().epsilon(new SelfComposed(new Laplace(3), 10), ADD, 1e-5);
    assertThat(bound.accountant()).isEqualTo("pld");
  }

  @Test
  void fallsBackWhereNoLatticeIsFineEnough() {
    EpsilonBound bound = accountant().epsilon(event(0.01, 1, 1_000_000_000_000L), ADD, 1e-5);
    assertThat(bound.accountant()).isEqualTo("rdp");
    assertThat(bound.epsilon()).isFinite();
    assertThat(bound.lower()).hasValue(0);
  }

  /** Rows of the reference table: the least of all bounds is at most the tightest published one. */
  @Test
  void isTightWhereTheReferenceIsNot() {
    EpsilonBound bound = accountant().epsilon(event(0.01, 1, 1000), ADD, 1e-15);
    assertThat(bound.epsilon()).isLessThan(5.2841);
    assertThat(bound.lower().orElseThrow()).isGreaterThan(4.8);
  }

  @Test
  void neverExceedsAnyOfItsAccountants() {
    for (double sigma = 0.3; sigma < 50; sigma *= 2) {
      assertThat(epsilon(event(1, sigma, 3), 1e-6))
          .isLessThanOrEqualTo(
              RenyiAccountant.standard().epsilon(event(1, sigma, 3), ADD, 1e-6).epsilon());
    }
  }

  @Test
  void unknownNamesAreNotFound() {
    assertThat(Accountants.named("pld-of-dreams")).isEmpty();
    assertThatThrownBy(() -> Accountants.named("pld-of-dreams").orElseThrow());
  }
}
