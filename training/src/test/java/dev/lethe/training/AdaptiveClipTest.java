package dev.lethe.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lethe.privacy.mechanism.CentredCount;
import dev.lethe.privacy.mechanism.ExactRoundedGaussian;
import dev.lethe.privacy.mechanism.NoiseSource;
import dev.lethe.spec.ClippingSpec;
import dev.lethe.training.djl.ClippingFunction;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AdaptiveClipTest {
  private static final ClippingSpec.Adaptive SPEC =
      new ClippingSpec.Adaptive(1, 0.1, 10, 0.5, 0.2, 5);

  @Test
  void followsTheGeometricRule() {
    AdaptiveClip clip = new AdaptiveClip(SPEC, 100);
    clip.follow(0.9);
    assertThat(clip.norm()).isCloseTo(Math.exp(-0.2 * 0.4), within(1e-15));
    clip.follow(0.2);
    assertThat(clip.norm()).isCloseTo(Math.exp(-0.2 * 0.4 + 0.2 * 0.3), within(1e-15));
  }

  @Test
  void neverLeavesItsBounds() {
    AdaptiveClip clip = new AdaptiveClip(SPEC, 100);
    clip.follow(1e9);
    assertThat(clip.norm()).isEqualTo(0.1);
    clip.follow(-1e9);
    assertThat(clip.norm()).isEqualTo(10);
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      clip.follow(random.nextDouble(-20, 20));
      assertThat(clip.norm()).isBetween(0.1, 10.0);
      assertThat(clip.grid(50).step() * Math.sqrt(50))
          .isBetween(0x1p-22 * clip.norm(), 0x1p-20 * clip.norm());
      assertThat(clip.clipping(2).norm()).isEqualTo(clip.norm());
    }
  }

  @Test
  void goesOnFromWhereItWasAndFromNowhereElse() {
    AdaptiveClip clip = new AdaptiveClip(SPEC, 100);
    clip.restore(0.37);
    assertThat(clip.norm()).isEqualTo(0.37);
    for (double bad : new double[] {0.09, 10.1, 0, -1, Double.NaN}) {
      assertThatThrownBy(() -> clip.restore(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /**
   * Norms are exponential with mean 2 and sampled at random: their quantiles are known. The norm
   * that is found wanders by the count's noise, and by far less than the bars here.
   */
  @Test
  void findsTheQuantileUnderPoissonSamplingAndNoise() {
    for (double quantile : new double[] {0.3, 0.8}) {
      AdaptiveClip clip =
          new AdaptiveClip(new ClippingSpec.Adaptive(1, 0.001, 1000, quantile, 0.2, 50), 1000);
      SplittableRandom random = new SplittableRandom(11);
      double logs = 0;
      try (NoiseSource noise = ExactRoundedGaussian.secure()) {
        for (int step = 0; step < 300; step++) {
          clip.follow(count(clip.clipping(1), random), noise);
          logs += step < 100 ? 0 : Math.log(clip.norm());
        }
      }
      double found = Math.exp(logs / 200);
      double truth = -2 * Math.log(1 - quantile);
      // Near the quantile, log C is an autoregression with a coefficient of at most 0.96 (the share
      // rises by at least 0.24 per log C) and steps of deviation 0.2 * 0.055: it deviates by less
      // than
      // 0.04. What is left of the start after 100 steps is below 0.02.
      assertThat(Math.log(found / truth)).isBetween(-0.35, 0.35);
    }
  }

  private static CentredCount count(ClippingFunction clipping, SplittableRandom random) {
    long within = 0;
    long beyond = 0;
    for (int unit = 0; unit < 10_000; unit++) {
      if (random.nextDouble() < 0.1) {
        double norm = -2 * Math.log(1 - random.nextDouble());
        if (clipping.within(new double[] {norm * norm})) {
          within++;
        } else {
          beyond++;
        }
      }
    }
    return new CentredCount(within, beyond);
  }
}
