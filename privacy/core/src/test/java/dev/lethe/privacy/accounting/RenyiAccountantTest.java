package dev.lethe.privacy.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.Gaussian;
import dev.lethe.privacy.event.NeighbouringRelation;
import dev.lethe.privacy.event.PoissonSampled;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

final class RenyiAccountantTest extends PrivacyAccountantContract {
  @Override
  PrivacyAccountant accountant() {
    return RenyiAccountant.standard();
  }

  @Override
  boolean samples() {
    return true;
  }

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
    double epsilon = epsilon(event(q, sigma, steps), delta);
    assertThat(epsilon).isLessThanOrEqualTo(rdp * (1 + 1e-4));
    if (lower != null) {
      assertThat(epsilon).isGreaterThanOrEqualTo(lower);
    } else if (pld <= rdp) {
      // Where pld is above rdp it is not tight, and bounds nothing from below.
      assertThat(epsilon).isGreaterThanOrEqualTo(0.99 * pld);
    }
  }

  @Test
  void claimsNoLowerBound() {
    assertThat(accountant().epsilon(new Gaussian(1), ADD, 1e-5).lower()).isEmpty();
  }

  @Test
  void neverFallsBelowTheExactGaussianNorFarAboveIt() {
    for (double sigma = 0.2; sigma < 1000; sigma *= 1.9) {
      for (double delta : new double[] {1e-15, 1e-9, 1e-4}) {
        double exact =
            AnalyticGaussianAccountant.standard()
                .epsilon(new Gaussian(sigma), ADD, delta)
                .lower()
                .orElseThrow();
        assertThat(epsilon(new Gaussian(sigma), delta))
            .isGreaterThanOrEqualTo(exact)
            .isLessThan(exact * 1.5 + 0.05);
      }
    }
  }

  @Test
  void pricesZeroOutLikeAddOrRemove() {
    PrivacyEvent event = event(0.03, 0.9, 700);
    assertThat(accountant().epsilon(event, NeighbouringRelation.ZERO_OUT, 1e-5))
        .isEqualTo(accountant().epsilon(event, ADD, 1e-5));
  }

  @Test
  void joinsGaussiansThatShareOneSample() {
    PrivacyEvent pair =
        new PoissonSampled(0.1, new Composed(List.of(new Gaussian(2), new Gaussian(2))));
    PrivacyEvent one = new PoissonSampled(0.1, new Gaussian(2 / Math.sqrt(2)));
    double joined = epsilon(new SelfComposed(pair, 20), 1e-5);
    assertThat(joined).isCloseTo(epsilon(new SelfComposed(one, 20), 1e-5), within(1e-8));
    PrivacyEvent apart = new SelfComposed(new PoissonSampled(0.1, new Gaussian(2)), 40);
    assertThat(joined).isGreaterThan(epsilon(apart, 1e-5) * 1.1);
  }

  @Test
  void addsCurvesOfDifferentEvents() {
    PrivacyEvent a = event(0.01, 1, 100);
    PrivacyEvent b = event(0.2, 4, 30);
    double[] orders = {1.5, 2, 7.25, 32, 100};
    RenyiAccountant rdp = RenyiAccountant.standard();
    RenyiCurve sum = rdp.curve(a, ADD, orders).plus(rdp.curve(b, ADD, orders));
    RenyiCurve both = rdp.curve(new Composed(List.of(a, b)), ADD, orders);
    for (int i = 0; i < orders.length; i++) {
      assertThat(both.divergences().get(i)).isCloseTo(sum.divergences().get(i), within(1e-12));
    }
  }

  @Test
  void itsCurveAtStandardOrdersConvertsToNearlyTheSame() {
    PrivacyEvent event = event(0.01, 1, 1000);
    double fromCurve = RenyiAccountant.standard().curve(event, ADD).epsilon(1e-5);
    assertThat(fromCurve).isBetween(epsilon(event, 1e-5) * 0.999999, epsilon(event, 1e-5) * 1.005);
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }
}
