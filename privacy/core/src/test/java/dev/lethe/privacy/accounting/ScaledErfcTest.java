package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against 60-digit arithmetic: the series of erf below 4, the continued fraction above. */
final class ScaledErfcTest {
  private static final MathContext MC = new MathContext(60);
  private static final BigDecimal SQRT_PI = BigDecimalMath.pi(MC).sqrt(MC);

  @Test
  void keepsItsRelativeError() {
    SplittableRandom random = new SplittableRandom(5);
    double[] corners = {
      0, 1e-300, 1e-9, 0.49999999, 0.5, 0.50001, 6.9999, 7, 7.0001, 1e5, 1e9, 1e12
    };
    for (int i = 0; i < 300; i++) {
      double x = i < corners.length ? corners[i] : Math.exp(random.nextDouble(-4, 4));
      BigDecimal exact = erfcx(new BigDecimal(x));
      assertThat(relativeError(ScaledErfc.erfcx(x), exact))
          .as("erfcx(%s)", x)
          .isLessThan(ScaledErfc.RELATIVE_ERROR);
      if (x < 40) {
        BigDecimal square = new BigDecimal(x).pow(2);
        BigDecimal erfc = exact.multiply(BigDecimalMath.exp(square.negate(), MC), MC);
        assertThat(relativeError(ScaledErfc.erfcOfNegative(-x), new BigDecimal(2).subtract(erfc)))
            .as("erfc(-%s)", x)
            .isLessThan(ScaledErfc.RELATIVE_ERROR);
      }
    }
  }

  private static double relativeError(double value, BigDecimal exact) {
    return new BigDecimal(value).subtract(exact).abs().divide(exact, MC).doubleValue();
  }

  private static BigDecimal erfcx(BigDecimal x) {
    if (x.compareTo(new BigDecimal(4)) >= 0) {
      BigDecimal tail = x;
      for (int k = 400; k >= 1; k--) {
        tail = x.add(new BigDecimal(k).divide(BigDecimal.valueOf(2).multiply(tail, MC), MC), MC);
      }
      return BigDecimal.ONE.divide(SQRT_PI.multiply(tail, MC), MC);
    }
    BigDecimal square = x.multiply(x, MC);
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 1; n < 200; n++) {
      term = term.multiply(square, MC).multiply(BigDecimal.valueOf(2), MC);
      term = term.divide(BigDecimal.valueOf(2L * n + 1), MC);
      sum = sum.add(term, MC);
    }
    BigDecimal power = BigDecimalMath.exp(square, MC);
    return power.subtract(sum.multiply(BigDecimal.valueOf(2), MC).divide(SQRT_PI, MC), MC);
  }
}
