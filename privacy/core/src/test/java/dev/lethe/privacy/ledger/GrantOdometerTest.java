package dev.lethe.privacy.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class GrantOdometerTest {
  private static final GrantTerms TERMS = new GrantTerms(4, 1e-5);
  private final GrantFilter filter = GrantFilter.of(TERMS);
  private final GrantOdometer odometer = GrantOdometer.of(filter);

  /** Divergences of so much plain Gaussian noise: order / 2 times rho. */
  private List<Double> gaussian(double rho) {
    return filter.orders().stream().map(order -> order * rho).toList();
  }

  private double filterEpsilon(List<Double> sums) {
    return filter.epsilon(sums.stream().mapToDouble(Double::doubleValue).toArray());
  }

  @Test
  void readsNothingBeforeTheFirstCharge() {
    assertThat(odometer.read(gaussian(0))).contains(0.0);
  }

  @Test
  void isAtLeastTheFiltersFigureAndNeverFalls() {
    double last = 0;
    int readings = 0;
    for (double rho = 1e-4; odometer.read(gaussian(rho)).isPresent(); rho *= 1.07) {
      double reading = odometer.read(gaussian(rho)).get();
      assertThat(reading)
          .isGreaterThanOrEqualTo(filterEpsilon(gaussian(rho)))
          .isGreaterThanOrEqualTo(last)
          .isLessThanOrEqualTo(TERMS.epsilon());
      assertThat(reading * GrantOdometer.LEVELS / TERMS.epsilon())
          .isEqualTo(Math.rint(reading * GrantOdometer.LEVELS / TERMS.epsilon()));
      last = reading;
      readings++;
    }
    assertThat(readings).isGreaterThan(20);
    assertThat(last).isGreaterThan(TERMS.epsilon() * 0.9);
  }

  @Test
  void hasNoReadingWhereOnlyTheGrantItselfIsProven() {
    assertThat(odometer.read(gaussian(1000))).isEmpty();
  }

  /**
   * The one inequality the proof needs, from the definitions and in plain arithmetic: at a level's
   * limit, each order's term of the hockey-stick bound is at most its share of delta.
   */
  @Test
  void eachLevelsOrdersStayWithinTheirShareOfDelta() {
    double delta = TERMS.delta() - filter.reserve();
    Random random = new Random(5);
    for (int trial = 0; trial < 500; trial++) {
      double scale = Math.pow(10, -3 + 3.3 * random.nextDouble());
      List<Double> sums =
          random.doubles(filter.orders().size()).map(u -> scale * (0.2 + u)).boxed().toList();
      Optional<Double> reading = odometer.read(sums);
      if (reading.isEmpty()) {
        continue;
      }
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < sums.size(); i++) {
        double a = filter.orders().get(i);
        double c = Math.pow(1 - 1 / a, a - 1) / a;
        double bound = c * Math.exp((a - 1) * (sums.get(i) - reading.get()));
        least = Math.min(least, bound / (filter.weights().get(i) * delta));
      }
      assertThat(least * GrantOdometer.LEVELS).isLessThanOrEqualTo(1);
    }
  }

  /** A filter whose budget is the level, by another path: the sum is spent there and not before. */
  @Test
  void costsTheLogarithmOfItsLevelsOverOneFilter() {
    GrantFilter one = new GrantFilter(TERMS, List.of(9.0), List.of(1.0), TERMS.delta() / 128);
    GrantOdometer read = GrantOdometer.of(one);
    double limit =
        DoubleStream.iterate(1e-3, x -> x + 1e-3)
            .takeWhile(x -> read.read(List.of(x)).map(e -> e <= 2.0).orElse(false))
            .max()
            .orElseThrow();
    double expected = 2.0 - (one.epsilon(new double[] {1}) - 1) - Math.log(16) / 8;
    assertThat(limit).isBetween(expected - 2e-3, expected);
  }

  @Test
  void wantsOneSumForEachOrder() {
    assertThatThrownBy(() -> odometer.read(List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
