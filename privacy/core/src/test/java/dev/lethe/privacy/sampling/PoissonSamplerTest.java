package dev.lethe.privacy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PoissonSamplerTest {
  private static final byte[] KEY = key(1);

  @Test
  void leavesEveryOtherDecisionAloneWhenOneUnitGoes() {
    byte[] ids = ids(2000, 7);
    PoissonSampler all = new PoissonSampler(ids, 0.3, KEY);
    for (int gone : new int[] {0, 1, 999, 1998, 1999}) {
      byte[] rest = new byte[ids.length - 16];
      System.arraycopy(ids, 0, rest, 0, gone * 16);
      System.arraycopy(ids, (gone + 1) * 16, rest, gone * 16, rest.length - gone * 16);
      PoissonSampler fewer = new PoissonSampler(rest, 0.3, KEY);
      for (int step = 0; step < 5; step++) {
        int[] expected =
            Arrays.stream(all.sample(step))
                .filter(i -> i != gone)
                .map(i -> i > gone ? i - 1 : i)
                .toArray();
        assertThat(fewer.sample(step)).containsExactly(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-9, 1e-7, 0.001, 0.3, 0.5, 0.9999999999999999})
  void roundsTheRateDownByLessThanOneBit(double rate) {
    BigInteger threshold = new BigInteger(Long.toUnsignedString(PoissonSampler.threshold(rate)));
    double back =
        new java.math.BigDecimal(threshold)
            .divide(java.math.BigDecimal.valueOf(2).pow(64))
            .doubleValue();
    assertThat(back).isLessThanOrEqualTo(rate).isGreaterThan(rate * (1 - 1e-9) - 1e-19);
  }

  /**
   * 4,000,000 decisions at each rate: six standard deviations, a false alarm in 5e8 runs; the draw
   * is fixed anyway.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.02, 0.25, 0.9})
  void drawsAtTheStatedRate(double rate) {
    int units = 40_000;
    int steps = 100;
    PoissonSampler sampler = new PoissonSampler(ids(units, 3), rate, KEY);
    long drawn = 0;
    for (int step = 0; step < steps; step++) {
      drawn += sampler.sample(step).length;
    }
    double n = (double) units * steps;
    assertThat((double) drawn).isBetween(n * rate - 6 * sd(n, rate), n * rate + 6 * sd(n, rate));
  }

  /** Pairs of units and pairs of steps meet as often as independent ones would. */
  @Test
  void drawsUnitsAndStepsIndependently() {
    int units = 3000;
    int steps = 300;
    double rate = 0.1;
    PoissonSampler sampler = new PoissonSampler(ids(units, 5), rate, KEY);
    boolean[] before = new boolean[units];
    long sameUnitTwice = 0;
    long neighbours = 0;
    for (int step = 0; step < steps; step++) {
      boolean[] now = new boolean[units];
      for (int i : sampler.sample(step)) {
        now[i] = true;
        sameUnitTwice += before[i] ? 1 : 0;
        neighbours += i > 0 && now[i - 1] ? 1 : 0;
      }
      before = now;
    }
    double pairs = (double) units * (steps - 1);
    double others = (double) (units - 1) * steps;
    double both = rate * rate;
    assertThat((double) sameUnitTwice)
        .isBetween(pairs * both - 7 * sd(pairs, both), pairs * both + 7 * sd(pairs, both));
    assertThat((double) neighbours)
        .isBetween(others * both - 7 * sd(others, both), others * both + 7 * sd(others, both));
  }

  @Test
  void drawsEveryoneAtRateOne() {
    assertThat(new PoissonSampler(ids(5000, 1), 1, KEY).sample(9)).hasSize(5000);
  }

  @Test
  void drawsOtherUnitsUnderAnotherKeyOrStep() {
    byte[] ids = ids(5000, 1);
    Set<String> samples = new HashSet<>();
    for (int k = 0; k < 10; k++) {
      for (int step = 0; step < 10; step++) {
        samples.add(Arrays.toString(new PoissonSampler(ids, 0.5, key(k)).sample(step)));
      }
    }
    assertThat(samples).hasSize(100);
  }

  @Test
  void refusesTwoUnitsWithOneIdButNotWithHalfOfOne() {
    byte[] ids = ids(100, 4);
    System.arraycopy(ids, 16, ids, 80 * 16, 8);
    assertThat(new PoissonSampler(ids, 1, KEY).sample(0)).hasSize(100);
    System.arraycopy(ids, 24, ids, 80 * 16 + 8, 8);
    assertThatThrownBy(() -> new PoissonSampler(ids, 0.5, KEY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same id");
  }

  @Test
  void takesAnEmptyPopulation() {
    assertThat(new PoissonSampler(new byte[0], 0.5, KEY).sample(0)).isEmpty();
  }

  @Test
  void refusesRatesAndKeysWithoutMeaning() {
    for (double rate : new double[] {0, -1, 1.0000001, Double.NaN}) {
      assertThatThrownBy(() -> new PoissonSampler(new byte[16], rate, KEY))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new PoissonSampler(new byte[16], 0.5, new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PoissonSampler(new byte[17], 0.5, KEY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double sd(double n, double p) {
    return Math.sqrt(n * p * (1 - p));
  }

  private static byte[] ids(int units, long seed) {
    byte[] ids = new byte[units * 16];
    new Random(seed).nextBytes(ids);
    return ids;
  }

  private static byte[] key(int i) {
    byte[] key = new byte[32];
    key[0] = (byte) i;
    return key;
  }
}
