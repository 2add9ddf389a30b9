package dev.lethe.privacy.mechanism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goodness of fit on a million draws from a fixed key. Each statistic's limit is one that a sampler
 * of the right law passes but for a chance of 1e-6 (Laurent and Massart's bound for chi-square,
 * Gaussian tails for moments); with the key fixed, a failure is never by chance.
 */
final class ExactRoundedGaussianTest {
  private static final int DRAWS = 1_000_000;
  private static final double LOG_FALSE_ALARM = Math.log(1e6);
  private static final double DEVIATIONS = 4.9;

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.7, 6, 1e3, 0x1p28, 0x1p33})
  void fitsTheRoundedNormal(double s) {
    long[] draws = draws(s, DRAWS);
    double width = Math.max(1, s / 8);
    int bins = 2 * (int) Math.ceil(3.5 * s / width) + 1;
    long[] counts = new long[bins];
    for (long draw : draws) {
      double bin = Math.rint(draw / width) + bins / 2;
      counts[(int) Math.max(0, Math.min(bins - 1, bin))]++;
    }
    double chiSquare = 0;
    double below = 0;
    for (int i = 0; i < bins; i++) {
      double end = i == bins - 1 ? 1 : normal(firstAfter(i - bins / 2, width) / s);
      double expected = (end - below) * DRAWS;
      assertThat(expected).isGreaterThan(50);
      chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
      below = end;
    }
    double freedom = bins - 1;
    assertThat(chiSquare)
        .isLessThan(freedom + 2 * Math.sqrt(freedom * LOG_FALSE_ALARM) + 2 * LOG_FALSE_ALARM)
        .isGreaterThan(freedom - 2 * Math.sqrt(freedom * LOG_FALSE_ALARM));
  }

  /** The first half-integer at which a draw falls into the next bin. */
  private static double firstAfter(int bin, double width) {
    double edge = (bin + 0.5) * width;
    return width == 1 ? edge : Math.ceil(edge) - 0.5;
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 50, 0x1p30})
  void hasTheRightMoments(double s) {
    double[] sums = new double[5];
    double product = 0;
    long[] draws = draws(s, DRAWS);
    for (int i = 0; i < DRAWS; i++) {
      double z = draws[i] / s;
      for (int power = 1; power <= 4; power++) {
        sums[power] += Math.pow(z, power) / DRAWS;
      }
      product += i % 2 == 0 ? 0 : z * draws[i - 1] / s;
    }
    double variance = 1 + 1 / (12 * s * s);
    double unit = DEVIATIONS / Math.sqrt(DRAWS);
    assertThat(sums[1]).isBetween(-unit * 1.1, unit * 1.1);
    assertThat(sums[2]).isBetween(variance - 1.6 * unit, variance + 1.6 * unit);
    assertThat(sums[3]).isBetween(-4.4 * unit, 4.4 * unit);
    assertThat(sums[4] / (variance * variance)).isBetween(3 - 10.5 * unit, 3 + 10.5 * unit);
    // The two values of a pair share a radius; their product must still average to nothing.
    assertThat(product / (DRAWS / 2.0)).isBetween(-2 * unit, 2 * unit);
  }

  @Test
  void followsFromItsKeyAlone() {
    assertThat(draws(1e6, 1001)).isEqualTo(draws(1e6, 1001));
    try (ExactRoundedGaussian a = ExactRoundedGaussian.secure();
        ExactRoundedGaussian b = ExactRoundedGaussian.secure()) {
      long[] first = new long[64];
      long[] second = new long[64];
      a.fillRoundedGaussian(0x1p40, first);
      b.fillRoundedGaussian(0x1p40, second);
      assertThat(first).isNotEqualTo(second);
      b.fillRoundedGaussian(0x1p40, first);
      assertThat(first).isNotEqualTo(second);
    }
  }

  @Test
  void drawsAtItsLargestDeviation() {
    long[] draws = draws(ExactRoundedGaussian.MAX_STANDARD_DEVIATION, 400);
    double mean = Arrays.stream(draws).mapToDouble(z -> Math.abs(z * 0x1p-45)).average().orElse(0);
    assertThat(mean).isBetween(0.6, 1.0);
    assertThat(Arrays.stream(draws).filter(z -> z % 2 == 0).count()).isBetween(140L, 260L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.999, -5, 0x1.0000000000001p45, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesADeviationOutsideItsRange(double s) {
    assertThatThrownBy(() -> draws(s, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2^45");
  }

  @Test
  void drawsNothingMoreOnceClosed() {
    ExactRoundedGaussian noise = source();
    noise.fillRoundedGaussian(3, new long[10]);
    noise.close();
    assertThatThrownBy(() -> noise.fillRoundedGaussian(3, new long[10]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void statesItsDistanceAndSaysWhenItsKeyIsKnown() {
    try (ExactRoundedGaussian noise = source();
        ExactRoundedGaussian secure = ExactRoundedGaussian.secure()) {
      assertThat(noise.distancePerValue()).isEqualTo(0x1p-200);
      assertThat(noise.description()).contains("tests only");
      assertThat(secure.description()).contains("AES-256-CTR").doesNotContain("tests only");
    }
  }

  private static ExactRoundedGaussian source() {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) 0x5a);
    PredictableBits capability = PredictableBits.acceptedByTest();
    return ExactRoundedGaussian.of(AesCtrBits.of(key, capability), capability);
  }

  private static long[] draws(double s, int count) {
    try (ExactRoundedGaussian noise = source()) {
      long[] draws = new long[count];
      noise.fillRoundedGaussian(s, draws);
      return draws;
    }
  }

  /** The normal distribution function by its series about 0, good to 1e-14 here. */
  private static double normal(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= x * x / (2 * n + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
