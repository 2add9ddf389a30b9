package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.privacy.event.ApproximateDp;
import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.DiscreteGaussian;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.Laplace;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.RandomizedResponse;
import dev.lethe.privacy.event.SelfComposed;
import dev.lethe.privacy.event.ZeroConcentrated;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PldAccountantTest extends PrivacyAccountantContract {
  private static final NeighbouringRelation REPLACE = NeighbouringRelation.REPLACE_ONE;

  @Override
  PrivacyAccountant accountant() {
    return PldAccountant.standard();
  }

  @Override
  boolean samples() {
    return true;
  }

  @Override
  boolean replacesInSamples() {
    return true;
  }

  @Override
  double slack() {
    return PldAccountant.STANDARD_WIDTH;
  }

  /** The values are those of dp-accounting 0.6.0, the interval that of prv-accountant 0.2.0. */
  @ParameterizedTest
  @CsvFileSource(resources = "epsilon.csv", numLinesToSkip = 1)
  void meetsTheReferenceTable(
      double q,
      double sigma,
      long steps,
      double delta,
      double pld,
      Double lower,
      Double upper,
      double rdp) {
    EpsilonBound bound = accountant().epsilon(event(q, sigma, steps), ADD, delta);
    double least = bound.lower().orElseThrow();
    assertThat(bound.epsilon()).isLessThanOrEqualTo(least + 0.005 * bound.epsilon());
    assertThat(bound.epsilon()).isLessThanOrEqualTo(rdp);
    // Its own tail truncation makes the reference loose where delta is tiny.
    if (delta > 1e-15) {
      assertThat(least).isLessThanOrEqualTo(pld);
      assertThat(Math.abs(bound.epsilon() - pld)).isLessThanOrEqualTo(0.002 + 0.002 * pld);
    }
    if (lower != null) {
      assertThat(bound.epsilon()).isGreaterThanOrEqualTo(lower);
      assertThat(least).isLessThanOrEqualTo(upper);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.3, 10000, 1e-5",
    "0.01, 1, 1000, 1e-300",
    "0.3, 10000, 100000, 1e-3",
    "0.9999999, 2, 100, 1e-6",
    "0.5, 0.1, 10, 1e-6",
    "0.0001, 0.4, 50, 1e-12"
  })
  void staysNarrowAtExtremes(double q, double sigma, long steps, double delta) {
    EpsilonBound bound = accountant().epsilon(event(q, sigma, steps), ADD, delta);
    double epsilon = bound.epsilon();
    assertThat(epsilon).isPositive().isFinite();
    assertThat(bound.lower().orElseThrow()).isBetween(0.99 * epsilon - 1e-4, epsilon);
    assertThat(epsilon)
        .isLessThanOrEqualTo(
            RenyiAccountant.standard().epsilon(event(q, sigma, steps), ADD, delta).epsilon());
  }

  /** One step has a closed form; it is integrated from the densities instead. */
  @ParameterizedTest
  @CsvSource({
    "0.01, 1, 1e-6",
    "0.3, 0.5, 1e-9",
    "0.5, 4, 1e-3",
    "0.9, 1.5, 1e-5",
    "0.001, 0.4, 1e-7"
  })
  void enclosesOneStepOfNumericalIntegration(double q, double sigma, double delta) {
    double[] none = {1 - q, q, 0};
    check(event(q, sigma, 1), ADD, delta, sigma, none, new double[] {1, 0, 0});
    double z = sigma / 2;
    check(event(q, z, 1), REPLACE, delta, sigma, none, new double[] {1 - q, 0, q});
  }

  /** Mixtures of N(0), N(1) and N(-1) against each other, in both directions. */
  private void check(
      PrivacyEvent event,
      NeighbouringRelation relation,
      double delta,
      double sigma,
      double[] p,
      double[] q) {
    EpsilonBound bound = accountant().epsilon(event, relation, delta);
    double upper = bound.epsilon();
    double lower = bound.lower().orElseThrow();
    assertThat(Math.max(hockey(upper, sigma, p, q), hockey(upper, sigma, q, p)))
        .isLessThan(delta * (1 + 1e-6));
    if (lower > 0) {
      assertThat(Math.max(hockey(lower, sigma, p, q), hockey(lower, sigma, q, p)))
          .isGreaterThan(delta * (1 - 1e-6));
    }
    assertThat(upper - lower).isLessThan(0.005 * upper + 1e-4);
  }

  private static double hockey(double epsilon, double sigma, double[] p, double[] q) {
    double step = sigma / 4000;
    double sum = 0;
    for (double x = -1 - 12 * sigma + step / 2; x < 1 + 12 * sigma; x += step) {
      sum += Math.max(0, density(x, sigma, p) - Math.exp(epsilon) * density(x, sigma, q));
    }
    return sum * step;
  }

  private static double density(double x, double sigma, double[] weights) {
    double sum = 0;
    double[] centres = {0, 1, -1};
    for (int i = 0; i < 3; i++) {
      double z = (x - centres[i]) / sigma;
      sum += weights[i] * Math.exp(-z * z / 2);
    }
    return sum / (sigma * Math.sqrt(2 * Math.PI));
  }

  /** Two different steps, integrated over the plane. */
  @Test
  void enclosesTwoStepsOfNumericalIntegration() {
    double q = 0.2;
    double first = 0.8;
    double second = 1.5;
    PrivacyEvent event = new Composed(List.of(event(q, first, 1), event(q, second, 1)));
    EpsilonBound bound = PldAccountant.ofWidth(1e-3).epsilon(event, ADD, 1e-4);
    double[] mixed = {1 - q, q, 0};
    double[] plain = {1, 0, 0};
    double[] at = {bound.epsilon(), bound.lower().orElseThrow()};
    double[] largest = new double[2];
    for (int k = 0; k < 2; k++) {
      for (boolean removed : new boolean[] {true, false}) {
        double sum = 0;
        for (double x = -8; x < 9; x += 0.01) {
          double px = density(x, first, removed ? mixed : plain);
          double qx = density(x, first, removed ? plain : mixed);
          for (double y = -13; y < 14; y += 0.02) {
            double py = density(y, second, removed ? mixed : plain);
            double qy = density(y, second, removed ? plain : mixed);
            sum += Math.max(0, px * py - Math.exp(at[k]) * qx * qy);
          }
        }
        largest[k] = Math.max(largest[k], sum * 0.01 * 0.02);
      }
    }
    assertThat(largest[0]).isLessThan(1e-4 * (1 + 1e-3));
    assertThat(largest[1]).isGreaterThan(1e-4 * (1 - 1e-3));
  }

  /** {@code sum_j binom(k, j) (P - e^epsilon Q)_+}, which Kairouz, Oh and Viswanath prove exact. */
  @Test
  void isExactForPureReleases() {
    int count = 20;
    double epsilon = 0.3;
    EpsilonBound bound =
        accountant().epsilon(new SelfComposed(new ApproximateDp(epsilon, 0), count), ADD, 1e-5);
    assertThat(pure(count, epsilon, bound.epsilon())).isBetween(1e-5 * (1 - 1e-4), 1e-5);
    assertThat(pure(count, epsilon, bound.lower().orElseThrow()))
        .isBetween(1e-5, 1e-5 * (1 + 1e-4));
    EpsilonBound response =
        accountant()
            .epsilon(
                new SelfComposed(new RandomizedResponse(1 / (1 + Math.exp(-epsilon)), 2), count),
                REPLACE,
                1e-5);
    assertThat(response.epsilon()).isCloseTo(bound.epsilon(), within(1e-5));
  }

  private static double pure(int count, double epsilon, double at) {
    double more = 1 / (1 + Math.exp(-epsilon));
    double sum = 0;
    double binomial = 1;
    for (int j = 0; j <= count; j++) {
      double p = Math.pow(more, j) * Math.pow(1 - more, count - j);
      double q = Math.pow(1 - more, j) * Math.pow(more, count - j);
      sum += binomial * Math.max(0, p - Math.exp(at) * q);
      binomial = binomial * (count - j) / (j + 1);
    }
    return sum;
  }

  @Test
  void addsTheDeltasOfItsParts() {
    PrivacyEvent event = new SelfComposed(new ApproximateDp(0.1, 1e-7), 50);
    // 1 - (1 - 1e-7)^50 is 4.9999988e-6.
    assertThat(epsilon(event, 4.9999e-6)).isInfinite();
    assertThat(epsilon(event, 5.1e-6)).isFinite();
  }

  /**
   * A scalar Laplace at scale 1 is (1, 0)-private, and delta(epsilon) = 1 - e^((epsilon - 1)/2).
   */
  @Test
  void knowsLaplace() {
    EpsilonBound bound = accountant().epsilon(new Laplace(1), ADD, 1e-3);
    double exact = 1 + 2 * Math.log1p(-1e-3);
    assertThat(bound.epsilon()).isCloseTo(exact, within(1e-3)).isGreaterThanOrEqualTo(exact);
    assertThat(bound.lower().orElseThrow()).isLessThanOrEqualTo(exact);
    double sampled = epsilon(new SelfComposed(new PoissonSampled(0.01, new Laplace(1)), 100), 1e-6);
    assertThat(sampled).isLessThan(100 * Math.log1p(0.01 * Math.expm1(1)));
  }

  /** At a wide grid spacing it is nearly continuous: the discrete Gaussian's own theorem. */
  @Test
  void pricesTheDiscreteGaussianLikeTheContinuousOne() {
    for (double delta : new double[] {1e-9, 1e-4}) {
      double discrete = epsilon(new SelfComposed(new DiscreteGaussian(12, 4), 7), delta);
      double continuous = epsilon(new SelfComposed(new Gaussian(3), 7), delta);
      assertThat(discrete / continuous).isBetween(1 - 1e-3, 1 + 1e-3);
    }
  }

  @Test
  void composesDifferentKindsInAnyOrder() {
    List<PrivacyEvent> parts =
        new ArrayList<>(
            List.of(
                event(0.01, 1, 800),
                new SelfComposed(new ApproximateDp(0.01, 0), 20),
                new SelfComposed(new Laplace(20), 5)));
    EpsilonBound forward = accountant().epsilon(new Composed(parts), ADD, 1e-5);
    java.util.Collections.reverse(parts);
    EpsilonBound backward = accountant().epsilon(new Composed(parts), ADD, 1e-5);
    assertThat(forward.epsilon()).isGreaterThanOrEqualTo(backward.lower().orElseThrow());
    assertThat(backward.epsilon()).isGreaterThanOrEqualTo(forward.lower().orElseThrow());
    assertThat(forward.epsilon()).isGreaterThan(epsilon(parts.get(2), 1e-5));
    // Never more than what the parts cost apart.
    assertThat(forward.lower().orElseThrow()).isLessThan(epsilon(parts.get(2), 1e-5) + 0.2 + 0.25);
  }

  /** Every claim that must follow from the intervals, at events that nobody chose. */
  @Test
  void keepsTheOrderOfRandomEvents() {
    SplittableRandom random = new SplittableRandom(20);
    for (int i = 0; i < 40; i++) {
      double q = Math.exp(random.nextDouble(Math.log(1e-4), 0));
      double sigma = Math.exp(random.nextDouble(Math.log(0.3), Math.log(30)));
      long steps = (long) Math.exp(random.nextDouble(0, Math.log(1e5)));
      double delta = Math.exp(random.nextDouble(Math.log(1e-14), Math.log(1e-2)));
      String at = q + " " + sigma + " " + steps + " " + delta;
      EpsilonBound bound = accountant().epsilon(event(q, sigma, steps), ADD, delta);
      double lower = bound.lower().orElseThrow();
      assertThat(lower).as(at).isBetween(0.0, bound.epsilon());
      assertThat(bound.epsilon() - lower).as(at).isLessThan(0.005 * bound.epsilon() + 1e-4);
      assertThat(RenyiAccountant.standard().epsilon(event(q, sigma, steps), ADD, delta).epsilon())
          .as(at)
          .isGreaterThanOrEqualTo(lower);
      assertThat(epsilon(event(Math.min(1, q * 1.1), sigma, steps), delta))
          .as(at)
          .isGreaterThanOrEqualTo(lower);
      assertThat(epsilon(event(q, sigma / 1.1, steps), delta)).isGreaterThanOrEqualTo(lower);
      assertThat(epsilon(event(q, sigma, steps + 1), delta)).isGreaterThanOrEqualTo(lower);
      assertThat(epsilon(event(q, sigma, steps), delta / 1.1)).isGreaterThanOrEqualTo(lower);
    }
  }

  /** Unsampled Gaussians have a closed form; here they go through the lattice. */
  @Test
  void enclosesTheExactGaussian() {
    for (long steps : new long[] {1, 30, 5000, 1_000_000}) {
      for (double delta : new double[] {1e-3, 1e-8, 1e-40}) {
        double sigma = Math.sqrt(steps);
        LossInterval interval =
            LossInterval.of(
                List.of(List.of(new LossInterval.Repeated(LossLaw.gaussian(sigma), steps))),
                delta,
                0.002);
        EpsilonBound exact =
            AnalyticGaussianAccountant.standard().epsilon(new Gaussian(1), ADD, delta);
        assertThat(interval.upper()).isGreaterThanOrEqualTo(exact.lower().orElseThrow());
        assertThat(interval.lower()).isLessThanOrEqualTo(exact.epsilon());
        assertThat(interval.upper() - interval.lower()).isLessThan(0.002 * interval.upper());
      }
    }
  }

  @Test
  void narrowsWithTheWidth() {
    for (double width : new double[] {0.1, 1e-3, 2e-5}) {
      EpsilonBound bound = PldAccountant.ofWidth(width).epsilon(event(0.01, 1, 1000), ADD, 1e-5);
      assertThat(bound.epsilon() - bound.lower().orElseThrow())
          .isLessThanOrEqualTo(width * bound.epsilon());
    }
    assertThatThrownBy(() -> PldAccountant.ofWidth(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pricesZeroOutLikeAddOrRemove() {
    PrivacyEvent event = event(0.03, 0.9, 700);
    assertThat(accountant().epsilon(event, NeighbouringRelation.ZERO_OUT, 1e-5))
        .isEqualTo(accountant().epsilon(event, ADD, 1e-5));
  }

  /** Epsilon of one step by the normal law's tails in 40 digits (mpmath), for both relations. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 1, 1e-160, 24.977113415, 11.3050617057",
    "0.1, 1, 1e-220, 29.7065399058, 13.6716029076",
    "0.9, 0.7, 1e-300, 53.7083853802, 28.8359760443",
    "0.01, 0.5, 1e-160, 50.831586126, 22.5986930816"
  })
  void enclosesOneStepAtTheSmallestDeltas(
      double q, double sigma, double delta, double added, double replaced) {
    EpsilonBound add = accountant().epsilon(event(q, sigma, 1), ADD, delta);
    assertThat(add.epsilon()).isBetween(added, added * 1.1);
    assertThat(add.lower().orElseThrow()).isLessThanOrEqualTo(added);
    EpsilonBound replace = accountant().epsilon(event(q, sigma, 1), REPLACE, delta);
    assertThat(replace.epsilon()).isBetween(replaced, replaced * 1.1);
    assertThat(replace.lower().orElseThrow()).isLessThanOrEqualTo(replaced);
  }

  /** At the pure epsilon delta is still at least half that of the Gaussian at 0. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-5, 1e-20, 1e-50, 1e-100, 1e-150, 1e-200, 1e-300})
  void missesNoAtomThatTheTiltSinglesOut(double delta) {
    for (double sigma : new double[] {20, 100, 500}) {
      for (double epsilon : new double[] {5, 11, 20}) {
        PrivacyEvent event =
            new Composed(List.of(new Gaussian(sigma), new ApproximateDp(epsilon, 0)));
        EpsilonBound bound = accountant().epsilon(event, ADD, delta);
        assertThat(bound.epsilon()).isGreaterThan(epsilon);
        assertThat(bound.lower().orElseThrow()).isLessThanOrEqualTo(bound.epsilon());
      }
    }
  }

  @Test
  void hasRoomForAtomsThatNearlyMeet() {
    for (PrivacyEvent fine : List.of(new DiscreteGaussian(10_000, 1), new ApproximateDp(1e-9, 0))) {
      EpsilonBound bound =
          accountant().epsilon(new Composed(List.of(new Laplace(0.5), fine)), ADD, 1e-5);
      assertThat(bound.epsilon()).isBetween(1.999, 2.01);
    }
  }

  @Test
  void refusesWhatHasNoProof() {
    refuses(new ZeroConcentrated(1), ADD);
    refuses(new RandomizedResponse(0.6, 5), ADD);
    refuses(new PoissonSampled(0.5, new RandomizedResponse(0.6, 5)), REPLACE);
    refuses(new PoissonSampled(0.5, new Laplace(1)), REPLACE);
    refuses(new PoissonSampled(0.5, new ApproximateDp(1, 0)), NeighbouringRelation.ZERO_OUT);
    refuses(new PoissonSampled(0.5, new Composed(List.of(new Gaussian(1), new Laplace(1)))), ADD);
    refuses(new PoissonSampled(0.5, new SelfComposed(new Laplace(1), 2)), ADD);
    refuses(new DiscreteGaussian(1e9, 1), ADD);
  }

  private void refuses(PrivacyEvent event, NeighbouringRelation relation) {
    assertThatThrownBy(() -> accountant().epsilon(event, relation, 1e-5))
        .isInstanceOf(UnsupportedEventException.class);
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }
}
