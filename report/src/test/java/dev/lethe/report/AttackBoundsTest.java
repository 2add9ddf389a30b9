package dev.lethe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttackBoundsTest {

  /**
   * Oracle: the four-outcome mechanism that (epsilon, delta) differential privacy is attained by
   * (Kairouz, Oh and Viswanath 2015), with the likelihood-ratio test played out.
   */
  @ParameterizedTest
  @CsvSource({"0.1,1e-6", "1,1e-4", "1,0.05", "3,1e-6", "8,1e-5", "0,0.01"})
  void bestTestAgainstTheWorstMechanismReachesTheBoundsAndNoMore(double epsilon, double delta) {
    AttackBounds bounds = new AttackBounds(epsilon, delta);
    double high = (1 - delta) * Math.exp(epsilon) / (1 + Math.exp(epsilon));
    double low = (1 - delta) / (1 + Math.exp(epsilon));
    double[] with = {delta, high, low, 0};
    double[] without = {0, low, high, delta};
    double found = 0;
    double falseAlarms = 0;
    double best = 0;
    for (int outcome = 0; outcome < 4; outcome++) {
      found += with[outcome];
      falseAlarms += without[outcome];
      best = Math.max(best, found - falseAlarms);
      assertThat(bounds.detection(falseAlarms)).isCloseTo(found, within(1e-12));
    }
    assertThat(bounds.advantage()).isCloseTo(best, within(1e-12));
    assertThat(bounds.accuracy()).isGreaterThanOrEqualTo((1 + best) / 2 - 1e-12);
    assertThat(bounds.accuracy()).isCloseTo((1 + best) / 2, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"1000,1e-5", "50,1e-9"})
  void hugeEpsilonGivesNoPromise(double epsilon, double delta) {
    AttackBounds bounds = new AttackBounds(epsilon, delta);
    assertThat(bounds.accuracy()).isEqualTo(1, within(1e-12));
    assertThat(bounds.detection(0.01)).isEqualTo(1, within(1e-12));
  }
}
