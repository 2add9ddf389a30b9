package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.accounting.RenyiAccountant;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GrantFilterTest {
  private static final NeighbouringRelation RELATION = NeighbouringRelation.ADD_OR_REMOVE_ONE;

  @Test
  void sharesOutNoMoreThanDelta() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      GrantTerms terms =
          new GrantTerms(
              0.1 * Math.exp(6 * random.nextDouble()), Math.exp(-30 * random.nextDouble() - 1));
      GrantFilter filter = GrantFilter.of(terms);
      BigDecimal total =
          filter.weights().stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(total).isLessThanOrEqualTo(BigDecimal.ONE);
      assertThat(filter.reserve()).isBetween(terms.delta() / 200, terms.delta() / 100);
      assertThat(filter.orders()).isSorted().allMatch(order -> order > 1);
    }
  }

  /** A filter is for adaptive choices, so it never beats the bound for a plan fixed beforehand. */
  @ParameterizedTest
  @CsvSource({
    "1, 1e-4, 0.1, 8, 500", "3, 1e-6, 0.02, 1.3, 800", "10, 1e-5, 0.02, 0.7, 800",
    "1, 1e-5, 0.01, 1.6, 1000", "1, 1e-5, 1, 45, 100", "3, 1e-5, 0.004, 1.1, 15000"
  })
  void isNeverBelowTheBoundOfAFixedPlanAndNotFarAbove(
      double epsilon, double delta, double rate, double noise, long steps) {
    PrivacyEvent run = new SelfComposed(new PoissonSampled(rate, new Gaussian(noise)), steps);
    double fixed = RenyiAccountant.standard().epsilon(run, RELATION, delta).epsilon();
    GrantFilter filter = GrantFilter.of(new GrantTerms(epsilon, delta));
    List<Double> cost = new PartPricing().price(run, RELATION, filter.orders()).rdp();
    double filtered = filter.epsilon(cost.stream().mapToDouble(Double::doubleValue).toArray());
    assertThat(filtered).isBetween(fixed, 1.25 * fixed);
    assertThat(filter.fits(RELATION, run, 0)).isEqualTo(filtered * (1 + 1e-6) <= epsilon);
  }

  /** The union bound's one ingredient, against a numeric maximum: no loss is worth more. */
  @Test
  void convertsEachOrderAsTheProofSays() {
    GrantFilter filter = GrantFilter.of(new GrantTerms(2, 1e-5));
    for (int i = 0; i < filter.orders().size(); i++) {
      double order = filter.orders().get(i);
      double[] divergences = new double[filter.orders().size()];
      java.util.Arrays.fill(divergences, 1e9);
      divergences[i] = 1;
      double epsilon = filter.epsilon(divergences);
      double share = filter.weights().get(i) * (1e-5 - filter.reserve());
      // sup over the loss x of (1 - e^(epsilon - x)) e^(-(order - 1) x), times e^((order - 1) rdp)
      double worst = 0;
      for (double x = epsilon; x < epsilon + 20 / (order - 1); x += 1e-4) {
        worst = Math.max(worst, -Math.expm1(epsilon - x) * Math.exp((order - 1) * (1 - x)));
      }
      assertThat(worst).isBetween(share * 0.999, share);
    }
  }

  @Test
  void costsNothingUntilSomethingIsCharged() {
    GrantFilter filter = GrantFilter.of(new GrantTerms(2, 1e-5));
    assertThat(filter.epsilon(new double[filter.orders().size()])).isZero();
    double[] all = new double[filter.orders().size()];
    java.util.Arrays.fill(all, Double.MAX_VALUE);
    assertThat(filter.epsilon(all)).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void refusesAGrantThatCouldPayForNothing() {
    assertThatThrownBy(() -> GrantFilter.of(new GrantTerms(1e-4, 1e-9)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("larger epsilon");
  }

  @Test
  void roundsUpAlways() {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      double a = Math.exp(40 * random.nextGaussian());
      double b = Math.exp(40 * random.nextGaussian());
      BigDecimal sum = new BigDecimal(a).add(new BigDecimal(b));
      assertThat(new BigDecimal(Upward.sum(a, b))).isGreaterThanOrEqualTo(sum);
      BigDecimal product = new BigDecimal(a).multiply(new BigDecimal(b));
      assertThat(new BigDecimal(Upward.product(a, b))).isGreaterThanOrEqualTo(product);
      assertThat(Upward.sum(a, b)).isLessThanOrEqualTo(Math.nextUp(a + b));
    }
    assertThat(Upward.sum(1, 2)).isEqualTo(3);
    assertThat(Upward.sum(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
  }
}
