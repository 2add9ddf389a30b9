package dev.lethe.data.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Gaussian;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What OpenDP draws, and what its map says of it, against the event that is charged. */
class ReleaseTest {
  private static final int DRAWS = 20_000;

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 0.1", "28, 0.3333333333333333", "1048576, 0.05", "6291456, 2"})
  void theNoiseIsTheLeastThatTheEventPaysFor(long l1, double epsilon) {
    try (LaplaceCounts noise = LaplaceCounts.of(l1, new ApproximateDp(epsilon, 0))) {
      assertThat(noise.scale()).isBetween(l1 / epsilon, l1 / epsilon * (1 + 1e-9));
    }
  }

  @Test
  void theNoiseHasTheLawItClaims() {
    try (LaplaceCounts noise = LaplaceCounts.of(5, new ApproximateDp(0.5, 0))) {
      BoundedCounts exact = new BoundedCounts.Builder(DRAWS, 5).nextUnit().add(7, 5).build();

      NoisyCounts noisy = noise.release(exact);

      double sum = 0;
      double squares = 0;
      for (int i = 0; i < DRAWS; i++) {
        double drawn = noisy.value(i) - (i == 7 ? 5 : 0);
        sum += drawn;
        squares += drawn * drawn;
      }
      // Discrete Laplace of scale s has variance 2 r / (1 - r)^2 for r = e^(-1/s).
      double r = Math.exp(-1 / noise.scale());
      double variance = 2 * r / ((1 - r) * (1 - r));
      assertThat(sum / DRAWS).isBetween(-0.6, 0.6);
      assertThat(squares / DRAWS).isBetween(0.9 * variance, 1.1 * variance);
      assertThat(noise.release(exact).values()).isNotEqualTo(noisy.values());
    }
  }

  @Test
  void whatIsNotPaidForIsNotDrawn() {
    BoundedCounts wide = new BoundedCounts.Builder(1, 6).build();
    try (LaplaceCounts noise = LaplaceCounts.of(5, new ApproximateDp(0.5, 0))) {
      assertThatThrownBy(() -> noise.release(wide)).isInstanceOf(UnpaidReleaseException.class);
    }
    assertThatThrownBy(() -> LaplaceCounts.of(5, new Gaussian(1)))
        .isInstanceOf(UnpaidReleaseException.class);
    assertThatThrownBy(() -> ThresholdedCounts.of(5, 1, new ApproximateDp(1, 0)))
        .isInstanceOf(UnpaidReleaseException.class);
  }

  @Test
  void aUnitCannotAddMoreThanItsBound() {
    BoundedCounts.Builder sums = new BoundedCounts.Builder(2, 3).nextUnit().add(0, -2);

    assertThatThrownBy(() -> sums.add(1, 2)).isInstanceOf(IllegalStateException.class);
    KeyedCounts.Builder counts = new KeyedCounts.Builder(3, 1);
    counts.nextUnit();
    counts.add("a");
    assertThatThrownBy(() -> counts.add("a")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void onlyWhatManyHaveIsShown() {
    KeyedCounts.Builder counts = new KeyedCounts.Builder(2, 1);
    for (int unit = 0; unit < 5000; unit++) {
      counts.nextUnit();
      counts.add("common");
      counts.add("own" + unit);
    }
    try (ThresholdedCounts noise = ThresholdedCounts.of(2, 1, new ApproximateDp(1, 1e-9))) {
      Map<String, Long> shown = noise.release(counts.build());

      assertThat(shown.keySet()).containsExactly("common");
      assertThat(shown.get("common")).isBetween(4900L, 5100L);
      // By hand: P(1 + Laplace(2) > t) = e^(-(t - 1) / 2) / 2, twice, is at most 1e-9 from t = 41.
      assertThat(noise.threshold()).isBetween(40L, 46L);
    }
  }
}
