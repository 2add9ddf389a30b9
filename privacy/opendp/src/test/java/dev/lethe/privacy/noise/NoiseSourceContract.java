package dev.lethe.privacy.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.mechanism.NoiseSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every source of noise promises. Keys are fixed, so that a failure is never by chance; the
 * number of draws is {@code -Dlethe.noise.draws}, and 1e8 under the profile {@code long-noise}.
 */
abstract class NoiseSourceContract {
  static final long DRAWS = Long.getLong("lethe.noise.draws", 400_000);

  /** Six deviations: a false alarm has a chance of 2e-9. */
  private static final double DEVIATIONS = 6;

  private static final double MOST = 0x1p45;

  abstract NoiseSource secure();

  abstract NoiseSource under(byte[] key);

  @ParameterizedTest
  @ValueSource(doubles = {1, 1.7, 6, 1e3, 0x1p28, 0x1p33})
  void fitsTheRoundedNormal(double s) {
    try (NoiseSource noise = under(key(1))) {
      Goodness.Sample sample = new Goodness.Sample(noise, s, DRAWS);
      assertThat(sample.chiSquare())
          .isLessThan(Goodness.mostChiSquare(sample.freedom()))
          .isGreaterThan(Goodness.leastChiSquare(sample.freedom()));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 50, 0x1p30})
  void hasTheRightMomentsAndTail(double s) {
    try (NoiseSource noise = under(key(2))) {
      Goodness.Sample sample = new Goodness.Sample(noise, s, DRAWS);
      double variance = 1 + 1 / (12 * s * s);
      double unit = DEVIATIONS / Math.sqrt(DRAWS);
      // Rounding to integers adds 1/12 to the variance but for 1e-7 at s = 1, and 1/2 to its sixth
      // moment at most; the factors are the deviations of the powers with room for that.
      assertThat(sample.moment(1)).isBetween(-1.1 * unit, 1.1 * unit);
      assertThat(sample.moment(2)).isBetween(variance - 1.7 * unit, variance + 1.7 * unit);
      assertThat(sample.moment(3)).isBetween(-4.6 * unit, 4.6 * unit);
      double fourth = 3 + 1 / (2 * s * s) + 1 / (80 * s * s * s * s);
      assertThat(sample.moment(4)).isBetween(fourth - 12 * unit, fourth + 12 * unit);
      // The two values of a pair share a radius; their product must still average to nothing.
      assertThat(sample.neighbours / (DRAWS / 2.0)).isBetween(-1.6 * unit, 1.6 * unit);
      double expected = sample.expectedBeyondFour();
      double reach = DEVIATIONS * Math.sqrt(expected) + DEVIATIONS * DEVIATIONS;
      assertThat((double) sample.beyondFour).isBetween(expected - reach, expected + reach);
    }
  }

  @Test
  void followsFromItsKeyAlone() {
    assertThat(draws(key(3), 1e6, 1001)).isEqualTo(draws(key(3), 1e6, 1001));
    assertThat(draws(key(3), 1e6, 1001)).isNotEqualTo(draws(key(4), 1e6, 1001));
  }

  /** At this deviation 20,000 fresh draws hold two equal ones with a chance below 2^-17. */
  @Test
  void givesEveryDrawOutOnce() {
    Set<Long> seen = new HashSet<>();
    try (NoiseSource one = under(key(5));
        NoiseSource two = under(key(6))) {
      for (int call = 0; call < 100; call++) {
        for (NoiseSource noise : new NoiseSource[] {one, two}) {
          long[] out = new long[call % 3 == 0 ? 100 : 101];
          noise.fillRoundedGaussian(MOST, out);
          Arrays.stream(out).forEach(draw -> assertThat(seen.add(draw)).isTrue());
        }
      }
    }
  }

  @Test
  void secureSourcesDifferFromEachOther() {
    try (NoiseSource one = secure();
        NoiseSource two = secure()) {
      long[] first = new long[32];
      long[] second = new long[32];
      one.fillRoundedGaussian(MOST, first);
      two.fillRoundedGaussian(MOST, second);
      assertThat(first).doesNotContain(second);
    }
  }

  @Test
  void fillsVectorsOfAnyLength() {
    try (NoiseSource noise = secure()) {
      for (int length : new int[] {0, 1, 2, 15, 16, 17, 1023, 1024, 1025, 4097}) {
        long[] out = new long[length];
        noise.fillRoundedGaussian(0x1p40, out);
        assertThat(Arrays.stream(out).filter(draw -> draw == 0).count()).isZero();
      }
    }
  }

  @Test
  void drawsAtItsLargestDeviation() {
    long[] draws = draws(key(7), MOST, 400);
    double mean = Arrays.stream(draws).mapToDouble(z -> Math.abs(z / MOST)).average().orElse(0);
    assertThat(mean).isBetween(0.6, 1.0);
    assertThat(Arrays.stream(draws).filter(z -> z % 2 == 0).count()).isBetween(140L, 260L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.999, -5, 0x1.0000000000001p45, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesADeviationOutsideItsRange(double s) {
    try (NoiseSource noise = secure()) {
      assertThatThrownBy(() -> noise.fillRoundedGaussian(s, new long[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("2^45");
      long[] after = new long[2];
      noise.fillRoundedGaussian(MOST, after);
      assertThat(after[0]).isNotZero();
    }
  }

  @Test
  void drawsNothingMoreOnceClosed() {
    NoiseSource noise = secure();
    noise.fillRoundedGaussian(3, new long[10]);
    noise.close();
    noise.close();
    assertThatThrownBy(() -> noise.fillRoundedGaussian(3, new long[10]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void statesItsDistanceAndSaysWhenItsKeyIsKnown() {
    try (NoiseSource known = under(key(8));
        NoiseSource secure = secure()) {
      assertThat(known.distancePerValue()).isEqualTo(0x1p-200);
      assertThat(known.description()).contains("tests only");
      assertThat(secure.description()).doesNotContain("tests only").contains("operating system");
    }
  }

  private long[] draws(byte[] key, double s, int count) {
    try (NoiseSource noise = under(key)) {
      long[] draws = new long[count];
      noise.fillRoundedGaussian(s, draws);
      return draws;
    }
  }

  static byte[] key(int seed) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) seed);
    return key;
  }
}
