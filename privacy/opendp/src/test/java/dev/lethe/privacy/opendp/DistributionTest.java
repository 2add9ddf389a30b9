package dev.lethe.privacy.opendp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * The laws of the noise, by chi-square against the formula. OpenDP's generator takes no seed, so
 * each threshold is the quantile that a right sampler exceeds with probability below 1e-9.
 */
@NeedsLibrary
final class DistributionTest {

  private static final int SAMPLES = 20_000;
  private static final int REACH = 12;

  private static void follows(long[] noise, IntToDoubleFunction mass) {
    double[] expected = new double[2 * REACH + 1];
    double[] seen = new double[expected.length];
    double inside = 0;
    for (int k = -REACH; k <= REACH; k++) {
      expected[k + REACH] = mass.applyAsDouble(k) * noise.length;
      inside += mass.applyAsDouble(k);
    }
    // The outermost bins take the tails.
    expected[0] += (1 - inside) / 2 * noise.length;
    expected[2 * REACH] += (1 - inside) / 2 * noise.length;
    for (long value : noise) {
      seen[(int) Math.max(-REACH, Math.min(REACH, value)) + REACH]++;
    }
    double statistic = 0;
    for (int i = 0; i < seen.length; i++) {
      assertThat(expected[i]).as("bin %d is too rare for the test", i).isGreaterThan(20);
      statistic += Math.pow(seen[i] - expected[i], 2) / expected[i];
    }
    assertThat(statistic)
        .as("chi-square of %s", Arrays.toString(seen))
        .isLessThan(limit(2 * REACH));
  }

  /** Wilson and Hilferty's quantile at six standard deviations and a little: below 1e-9. */
  private static double limit(int freedom) {
    double step = 2.0 / (9 * freedom);
    return freedom * Math.pow(1 - step + 6.2 * Math.sqrt(step), 3);
  }

  private static double discreteLaplace(int k, double scale) {
    double p = Math.exp(-1 / scale);
    return (1 - p) / (1 + p) * Math.pow(p, Math.abs(k));
  }

  private static Domain<long[]> vectors() {
    return Domains.vectorDomain(Domains.atomDomain(Atom.I64));
  }

  @Test
  void laplaceOnIntegersIsTheDiscreteLaplace() {
    long[] noise =
        Measurements.makeLaplace(vectors(), Metrics.l1Distance(Atom.I64), 4.0)
            .invoke(new long[SAMPLES]);
    follows(noise, k -> discreteLaplace(k, 4.0));
  }

  @Test
  void geometricIsTheDiscreteLaplace() {
    long[] noise =
        Measurements.makeGeometric(vectors(), Metrics.l1Distance(Atom.I64), 3.0)
            .invoke(new long[SAMPLES]);
    follows(noise, k -> discreteLaplace(k, 3.0));
  }

  @Test
  void gaussianOnIntegersIsTheDiscreteGaussian() {
    double scale = 5.0;
    double total = 0;
    for (int k = -200; k <= 200; k++) {
      total += Math.exp(-k * k / (2 * scale * scale));
    }
    double all = total;
    long[] noise =
        Measurements.makeGaussian(vectors(), Metrics.l2Distance(Atom.I64), scale)
            .invoke(new long[SAMPLES]);
    follows(noise, k -> Math.exp(-k * k / (2 * scale * scale)) / all);
  }

  @Test
  void laplaceOnFloatsHasItsQuantiles() {
    var domain =
        Domains.vectorDomain(
            Domains.atomDomain(
                Atom.F64, Domains.AtomDomainOptions.<Double>defaults().withNan(false)));
    double[] noise =
        Measurements.makeLaplace(domain, Metrics.l1Distance(Atom.F64), 2.0)
            .invoke(new double[SAMPLES]);
    int bins = 20;
    double[] seen = new double[bins];
    for (double x : noise) {
      double below = x < 0 ? Math.exp(x / 2.0) / 2 : 1 - Math.exp(-x / 2.0) / 2;
      seen[Math.min(bins - 1, (int) (below * bins))]++;
    }
    double expected = (double) SAMPLES / bins;
    double statistic = Arrays.stream(seen).map(n -> Math.pow(n - expected, 2) / expected).sum();
    assertThat(statistic).isLessThan(limit(bins - 1));
  }

  @Test
  void randomizedResponseTellsTheTruthAsOftenAsItSays() {
    var response = Measurements.makeRandomizedResponseBool(0.75);
    int truths = 0;
    int rounds = 10_000;
    for (int i = 0; i < rounds; i++) {
      truths += response.invoke(true) ? 1 : 0;
    }
    // Six and a bit standard deviations of a binomial.
    assertThat(truths / (double) rounds).isCloseTo(0.75, within(6.2 * Math.sqrt(0.1875 / rounds)));
    double loss = response.map(1L);
    assertThat(loss).isGreaterThanOrEqualTo(Math.log(3)).isLessThan(Math.log(3) + 1e-12);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
