package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

/** Against exact sums of 60 digits. */
final class BinomialTailTest {
  private static final MathContext MC = new MathContext(60);

  @Test
  void isTheSumOfAllPointMassesRoundedUp() {
    for (int trials : new int[] {1, 2, 9, 100, 1000}) {
      for (double p : new double[] {1e-6, 0.01, 0.3, 0.5, 0.97}) {
        for (int threshold = 0; threshold <= trials + 1; threshold += 1 + trials / 23) {
          BigDecimal exact = tail(threshold, trials, new BigDecimal(p));
          double bound = BinomialTail.atLeast(threshold, trials, p);
          assertThat(new BigDecimal(bound).compareTo(exact))
              .as("P[Binomial(%s, %s) >= %s]", trials, p, threshold)
              .isGreaterThanOrEqualTo(exact.doubleValue() < 1 - 1e-15 ? 0 : -1);
          if (threshold > trials * p + 1 && exact.doubleValue() > 1e-290) {
            // Stirling's bounds for few hits or misses are off by a twelfth at most.
            assertThat(bound).isLessThan(exact.doubleValue() * 1.2);
          }
        }
      }
    }
  }

  @Test
  void isNearlyExactWhereNumbersAreLarge() {
    long trials = 1L << 40;
    double p = 0x1p-10;
    double mean = trials * p;
    long threshold = (long) (mean + 12 * Math.sqrt(mean));
    // By 40-digit arithmetic of another program (mpmath).
    double exact = 1.669864672030743496e-33;
    assertThat(BinomialTail.atLeast(threshold, trials, p)).isBetween(exact, exact * (1 + 1e-7));
  }

  @Test
  void fallsWithTheThresholdAndGrowsWithTrials() {
    double before = 1;
    for (long threshold = 100; threshold < 400; threshold += 7) {
      double now = BinomialTail.atLeast(threshold, 10_000, 0.01);
      assertThat(now).isLessThanOrEqualTo(before);
      assertThat(BinomialTail.atLeast(threshold, 10_500, 0.01)).isGreaterThanOrEqualTo(now);
      before = now;
    }
  }

  private static BigDecimal tail(int threshold, int trials, BigDecimal p) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal not = BigDecimal.ONE.subtract(p);
    BigDecimal binomial = BigDecimal.ONE;
    for (int k = 0; k <= trials; k++) {
      if (k >= threshold) {
        sum =
            sum.add(binomial.multiply(p.pow(k, MC), MC).multiply(not.pow(trials - k, MC), MC), MC);
      }
      binomial =
          binomial
              .multiply(BigDecimal.valueOf(trials - k), MC)
              .divide(BigDecimal.valueOf(k + 1L), MC);
    }
    return sum;
  }
}
