package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FiguresTest {

  @Test
  void boundsAreRoundedUpAndSpeltWithoutSurprise() {
    assertThat(Figures.up(0.99981)).isEqualTo("1.00");
    assertThat(Figures.up(1)).isEqualTo("1.00");
    assertThat(Figures.up(2.71828)).isEqualTo("2.72");
    assertThat(Figures.up(20.0601)).isEqualTo("20.1");
    assertThat(Figures.up(1e-4)).isEqualTo("0.0001");
    assertThat(Figures.up(9.99999e-7)).isEqualTo("0.000001");
    assertThat(Figures.up(1.2345e-9)).isEqualTo("1.24 × 10⁻⁹");
    assertThat(Figures.up(1e-9)).isEqualTo("10⁻⁹");
    assertThat(Figures.up(0)).isEqualTo("0");
    assertThat(Figures.down(6.0669)).isEqualTo("6.06");
    assertThat(Figures.percentUp(0.73106)).isEqualTo("73.2 %");
    assertThat(Figures.percentUp(1)).isEqualTo("100.0 %");
    assertThat(Figures.oneIn(1e-4)).isEqualTo("1 in 10,000");
    assertThat(Figures.oneIn(3e-6)).isEqualTo("1 in 330,000");
    assertThat(Figures.exact(1e-6)).isEqualTo("0.000001");
  }

  @Test
  void neitherBoundEverCrossesTheValue() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      double value = Math.exp(random.nextDouble(-12, 12));
      BigDecimal exact = new BigDecimal(Double.toString(value));
      assertThat(plain(Figures.up(value))).isGreaterThanOrEqualTo(exact);
      assertThat(plain(Figures.down(value))).isLessThanOrEqualTo(exact);
    }
  }

  private static BigDecimal plain(String spelt) {
    String text =
        spelt.startsWith("10") && spelt.matches("10[⁻⁰¹²³⁴-⁹].*") ? "1 × " + spelt : spelt;
    String[] parts = text.split(" × 10", 2);
    if (parts.length == 1) {
      return new BigDecimal(parts[0]);
    }
    StringBuilder exponent = new StringBuilder();
    for (char c : parts[1].toCharArray()) {
      exponent.append(c == '⁻' ? '-' : (char) ('0' + "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(c)));
    }
    return new BigDecimal(parts[0]).scaleByPowerOfTen(Integer.parseInt(exponent.toString()));
  }
}
