package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.SelfComposed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnalyticGaussianAccountantTest extends PrivacyAccountantContract {
  @Override
  PrivacyAccountant accountant() {
    return AnalyticGaussianAccountant.standard();
  }

  @Override
  boolean samples() {
    return false;
  }

  /** Rows of the reference table without sampling: the certified interval of another program. */
  @ParameterizedTest
  @CsvSource({
    "1.0,1,1e-05,4.366944527623439,4.3771780958551485",
    "10.0,1000,1e-05,17.84587089442016,17.856597966823408",
    "50.0,10000,1e-06,10.986738046646252,10.99717263304791"
  })
  void liesInTheCertifiedInterval(
      double sigma, long steps, double delta, double lower, double pld) {
    assertThat(epsilon(event(1, sigma, steps), delta)).isBetween(lower, pld * (1 + 1e-9));
  }

  /** Delta as the integral of the positive part of {@code p - e^epsilon q}. */
  @Test
  void enclosesTheEpsilonOfNumericalIntegration() {
    for (double sigma : new double[] {0.3, 0.7, 1, 3, 40}) {
      for (double delta : new double[] {1e-10, 1e-5, 0.003, 0.2}) {
        EpsilonBound bound = accountant().epsilon(new Gaussian(sigma), ADD, delta);
        assertThat(hockeyStick(sigma, bound.epsilon())).isLessThan(delta * (1 + 1e-7));
        double lower = bound.lower().orElseThrow();
        assertThat(bound.epsilon() - lower).isLessThan(1e-8 * (1 + bound.epsilon()));
        if (lower > 0) {
          assertThat(hockeyStick(sigma, lower)).isGreaterThan(delta * (1 - 1e-7));
        }
      }
    }
  }

  @Test
  void sumsPrecisions() {
    double composed =
        epsilon(new Composed(List.of(new Gaussian(3), new SelfComposed(new Gaussian(4), 1))), 1e-5);
    assertThat(composed)
        .isCloseTo(
            epsilon(new Gaussian(12.0 / 5), 1e-5), org.assertj.core.data.Offset.offset(1e-8));
  }

  @Test
  void holdsUnderEveryRelation() {
    for (NeighbouringRelation relation : NeighbouringRelation.values()) {
      assertThat(accountant().epsilon(new Gaussian(1), relation, 1e-5).epsilon())
          .isEqualTo(epsilon(new Gaussian(1), 1e-5));
    }
  }

  @Test
  void refusesSampling() {
    assertThatThrownBy(() -> epsilon(event(0.5, 1, 1), 1e-5))
        .isInstanceOf(UnsupportedEventException.class)
        .hasMessageContaining("rdp");
  }

  private static double hockeyStick(double sigma, double epsilon) {
    // Neighbours N(1, sigma^2) and N(0, sigma^2); the loss exceeds epsilon from this point on.
    double from = sigma * sigma * epsilon + 0.5;
    double step = sigma / 5000;
    double sum = 0;
    for (int i = 0; i < 60_000; i++) {
      double z = from + (i + 0.5) * step;
      double loss = (2 * z - 1) / (2 * sigma * sigma) - epsilon;
      sum += Math.exp(-(z - 1) * (z - 1) / (2 * sigma * sigma)) * -Math.expm1(-loss);
    }
    return sum * step / (sigma * Math.sqrt(2 * Math.PI));
  }
}
