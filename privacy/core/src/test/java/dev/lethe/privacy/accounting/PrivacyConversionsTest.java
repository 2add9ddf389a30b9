package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import org.junit.jupiter.api.Test;

final class PrivacyConversionsTest {

  /** The Gaussian mechanism is the mechanism with the largest divergences that zCDP allows. */
  @Test
  void concentratedMechanismsAreNoBetterThanTheGaussianOne() {
    for (double sigma : new double[] {0.5, 1, 5, 30}) {
      double rho = 1 / sigma / sigma / 2;
      for (double delta : new double[] {1e-9, 1e-5, 0.01}) {
        double exact =
            AnalyticGaussianAccountant.standard()
                .epsilon(new Gaussian(sigma), NeighbouringRelation.ZERO_OUT, delta)
                .lower()
                .orElseThrow();
        double epsilon = PrivacyConversions.concentratedToEpsilon(rho, delta);
        assertThat(epsilon).isBetween(exact, 1.3 * exact + 0.05);
        double back = PrivacyConversions.concentratedToDelta(rho, epsilon);
        assertThat(back).isBetween(delta * 0.999, epsilon == 0 ? 1 : delta * 1.001);
        // Not above Bun and Steinke's own conversion.
        assertThat(epsilon).isLessThan(rho + 2 * Math.sqrt(rho * Math.log(1 / delta)) + 1e-9);
      }
    }
  }

  @Test
  void pureMechanismsAreConcentratedAtHalfTheSquare() {
    for (double epsilon : new double[] {1e-3, 0.3, 1, 4}) {
      double rho = PrivacyConversions.pureToConcentrated(epsilon);
      assertThat(rho).isBetween(epsilon * epsilon / 2, epsilon * epsilon / 2 * (1 + 1e-12));
      for (double order : new double[] {1.01, 2, 30}) {
        assertThat(PrivacyConversions.pureToRenyi(epsilon, order))
            .isLessThanOrEqualTo(PrivacyConversions.concentratedToRenyi(rho, order));
      }
    }
  }

  @Test
  void deltaAndEpsilonAreInverse() {
    double epsilon = PrivacyConversions.renyiToEpsilon(8, 0.5, 1e-7);
    assertThat(PrivacyConversions.renyiToDelta(8, 0.5, epsilon)).isBetween(1e-7 * (1 - 1e-8), 1e-7);
    assertThat(PrivacyConversions.renyiToDelta(8, 50, 0.1)).isEqualTo(1);
  }

  @Test
  void nothingCostsNothing() {
    assertThat(PrivacyConversions.pureToRenyi(0, 7)).isZero();
    assertThat(PrivacyConversions.pureToConcentrated(0)).isZero();
    assertThat(PrivacyConversions.concentratedToEpsilon(0, 1e-9)).isZero();
    assertThat(PrivacyConversions.concentratedToDelta(0, 0)).isZero();
  }

  @Test
  void refusesWhatHasNoMeaning() {
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> PrivacyConversions.pureToRenyi(bad, 2))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> PrivacyConversions.concentratedToDelta(bad, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> PrivacyConversions.concentratedToRenyi(1, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
