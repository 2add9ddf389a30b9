package dev.lethe.privacy.accounting;

import static dev.lethe.privacy.event.NeighbouringRelation.ADD_OR_REMOVE_ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.SelfComposed;
import org.junit.jupiter.api.Test;

final class NoiseCalibrationTest {
  @Test
  void meetsTheTargetAndHardlyOvershootsIt() {
    for (double target : new double[] {0.05, 1, 8}) {
      for (double rate : new double[] {0.001, 0.01, 1}) {
        CalibratedNoise noise = calibrate(target, rate, 1000, 1e-5);
        assertThat(noise.bound().epsilon()).isBetween(target * (1 - 1e-4), target);
        EpsilonBound again =
            BestAccountant.standard()
                .epsilon(
                    new SelfComposed(
                        new PoissonSampled(rate, new Gaussian(noise.noiseMultiplier())), 1000),
                    ADD_OR_REMOVE_ONE,
                    1e-5);
        assertThat(again).isEqualTo(noise.bound());
      }
    }
  }

  @Test
  void stopsAtItsLeastNoiseWhenTheTargetIsLoose() {
    CalibratedNoise noise = calibrate(1e9, 0.001, 1, 1e-5);
    assertThat(noise.noiseMultiplier()).isEqualTo(0x1p-7);
    assertThat(noise.bound().epsilon()).isLessThanOrEqualTo(1e9);
  }

  @Test
  void saysWhatToChangeWhenNoNoiseIsEnough() {
    assertThatThrownBy(() -> calibrate(1e-9, 0.5, Long.MAX_VALUE, 1e-300))
        .isInstanceOf(CalibrationException.class)
        .hasMessageContaining("fewer steps");
  }

  @Test
  void refusesATargetWithoutMeaning() {
    for (double target : new double[] {0, -1, Double.NaN}) {
      assertThatThrownBy(() -> calibrate(target, 0.1, 10, 1e-5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("positive");
    }
  }

  private static CalibratedNoise calibrate(double target, double rate, long steps, double delta) {
    return NoiseCalibration.calibrate(
        BestAccountant.standard(),
        ADD_OR_REMOVE_ONE,
        target,
        delta,
        noise -> new SelfComposed(new PoissonSampled(rate, new Gaussian(noise)), steps));
  }
}
