package dev.lethe.privacy.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.TrialCount;
import dev.lethe.privacy.event.TrialCount.NegativeBinomial;
import dev.lethe.privacy.event.TrialCount.Poisson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle is the laws' own formulas in floating point, which the sampler never evaluates. */
final class TrialCountSamplerTest {

  static TrialCount[] laws() {
    return new TrialCount[] {
      new NegativeBinomial(1, 1 / 6.0),
      new NegativeBinomial(0, 0.05),
      new NegativeBinomial(-0.5, 0.05),
      new NegativeBinomial(2.5, 0.3),
      new Poisson(4.5),
    };
  }

  /** Papernot and Steinke 2022, definition 1; Poisson. */
  private static double probability(TrialCount law, long k) {
    if (law instanceof Poisson poisson) {
      double log = k * Math.log(poisson.mean()) - poisson.mean();
      for (long i = 2; i <= k; i++) {
        log -= Math.log(i);
      }
      return Math.exp(log);
    }
    NegativeBinomial binomial = (NegativeBinomial) law;
    double gamma = binomial.continuation();
    double eta = binomial.shape();
    if (k == 0) {
      return 0;
    }
    if (eta == 0) {
      return Math.pow(1 - gamma, k) / (k * Math.log(1 / gamma));
    }
    double product = 1;
    for (long l = 0; l < k; l++) {
      product *= (l + eta) / (l + 1);
    }
    return Math.pow(1 - gamma, k) / (Math.pow(gamma, -eta) - 1) * product;
  }

  private static Supplier<Byte> bytes(long seed) {
    Random random = new Random(seed);
    byte[] one = new byte[1];
    return () -> {
      random.nextBytes(one);
      return one[0];
    };
  }

  /** Bytes of one number in [0, 1), and zeros after them. */
  private static Supplier<Byte> bytesOf(double uniform) {
    double[] rest = {uniform};
    return () -> {
      double scaled = rest[0] * 256;
      int digit = (int) scaled;
      rest[0] = scaled - digit;
      return (byte) digit;
    };
  }

  @ParameterizedTest
  @MethodSource("laws")
  void followsItsLaw(TrialCount law) {
    int draws = 20_000;
    int cells = 12;
    long[] seen = new long[cells + 1];
    Supplier<Byte> bytes = bytes(20261124);
    TrialCountSampler sampler = TrialCountSampler.of(law);
    for (int i = 0; i < draws; i++) {
      seen[(int) Math.min(cells, sampler.draw(bytes))]++;
    }
    double chiSquare = 0;
    double rest = 1;
    for (int k = 0; k <= cells; k++) {
      double p = k == cells ? rest : probability(law, k);
      rest -= p;
      if (p == 0) {
        assertThat(seen[k]).isZero();
      } else {
        chiSquare += (seen[k] - draws * p) * (seen[k] - draws * p) / (draws * p);
      }
    }
    // The 1e-6 quantile of chi-square at 12 degrees of freedom is 49.
    assertThat(chiSquare).isLessThan(49);
  }

  @ParameterizedTest
  @MethodSource("laws")
  void changesItsCountExactlyWhereTheDistributionFunctionSays(TrialCount law) {
    double before = 0;
    for (long k = 0; k < 15; k++) {
      double p = probability(law, k);
      if (p > 0) {
        assertThat(TrialCountSampler.of(law).draw(bytesOf(before + 1e-12))).isEqualTo(k);
        assertThat(TrialCountSampler.of(law).draw(bytesOf(before + p - 1e-12))).isEqualTo(k);
      }
      before += p;
    }
  }

  /** F(1) of the logarithmic law with gamma = 1/2 is 1 / (2 ln 2), which no bits hold exactly. */
  @Test
  void drawsMoreBitsWhereTheFirstLeaveTwoCountsPossible() {
    BigDecimal edge =
        new BigDecimal("0.72134752044448170367996234050094606871332297707649296706772470346555461");
    byte[] first =
        edge.multiply(new BigDecimal(BigInteger.TWO.pow(128))).toBigInteger().toByteArray();
    TrialCountSampler sampler = TrialCountSampler.of(new NegativeBinomial(0, 0.5));
    for (int then : new int[] {0x00, 0xff}) {
      int[] calls = {0};
      Supplier<Byte> bytes =
          () -> {
            int at = calls[0]++ + first.length - 16;
            return at < first.length ? first[at] : (byte) then;
          };
      assertThat(sampler.draw(bytes)).isEqualTo(then == 0 ? 1 : 2);
      assertThat(calls[0]).isGreaterThan(16);
    }
  }

  @Test
  void reachesFarCountsWhereTheMeanIsLarge() {
    TrialCount law = new NegativeBinomial(1, 1e-3);
    assertThat(TrialCountSampler.of(law).draw(bytesOf(0.999999)))
        .isEqualTo((long) Math.ceil(Math.log(1e-6) / Math.log1p(-1e-3)));
  }

  @Test
  void drawsAnotherCountEachTime() {
    long distinct =
        java.util.stream.IntStream.range(0, 50)
            .mapToLong(i -> TrialCountSampler.of(new Poisson(1000)).draw())
            .distinct()
            .count();
    assertThat(distinct).isGreaterThan(10);
  }

  @Test
  void refusesALawThatNobodyCouldRun() {
    assertThatThrownBy(() -> TrialCountSampler.of(new NegativeBinomial(1, 1e-9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be run");
  }
}
