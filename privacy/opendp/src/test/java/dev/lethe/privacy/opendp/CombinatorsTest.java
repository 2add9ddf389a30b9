package dev.lethe.privacy.opendp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Compositions, conversions and conversations: their maps against the theorems they implement. */
@NeedsLibrary
final class CombinatorsTest {

  private static Domain<Long> integers() {
    return Domains.atomDomain(Atom.I64);
  }

  private static Metric<Long> distance() {
    return Metrics.absoluteDistance(Atom.I64);
  }

  private static Measurement<Long, Long, Long, Double> laplace(double scale) {
    return Measurements.makeLaplace(integers(), distance(), scale);
  }

  private static Measurement<Long, Long, Long, Double> gaussian(double scale) {
    return Measurements.makeGaussian(integers(), distance(), scale);
  }

  @Test
  void compositionAddsLosses() {
    var both = Combinators.makeComposition(List.of(laplace(10), laplace(5)));
    assertThat(both.map(1L)).isGreaterThanOrEqualTo(0.3).isLessThan(0.3 + 1e-12);
    assertThat(both.invoke(0L)).hasSize(2).hasOnlyElementsOfType(Long.class);
  }

  @Test
  void mixedMeasuresAreRefusedWithOpenDpsVariant() {
    assertThatThrownBy(() -> Combinators.makeComposition(List.of(laplace(10), gaussian(5))))
        .isInstanceOfSatisfying(
            OpenDpException.class,
            // OpenDP 0.16 says so of measures too.
            e -> assertThat(e.variant()).isEqualTo(OpenDpException.Variant.METRIC_MISMATCH));
  }

  @Test
  void adaptiveCompositionHoldsToItsPlan() {
    var plan =
        Combinators.makeAdaptiveComposition(
            integers(), distance(), Measures.maxDivergence(), 1L, List.of(0.1, 0.2));
    assertThat(plan.map(1L)).isGreaterThanOrEqualTo(0.3).isLessThan(0.3 + 1e-12);
    try (var conversation = plan.invoke(7L)) {
      assertThat(conversation.eval(laplace(10))).isInstanceOf(Long.class);
      // The second may lose 0.2; a scale of 1 would lose 1.
      assertThatThrownBy(() -> conversation.eval(laplace(1))).isInstanceOf(OpenDpException.class);
      assertThat(conversation.eval(laplace(5))).isInstanceOf(Long.class);
      assertThatThrownBy(() -> conversation.eval(laplace(5))).isInstanceOf(OpenDpException.class);
    }
  }

  @Test
  void anOdometerTellsTheLossSoFar() {
    var odometer =
        Combinators.makeFullyAdaptiveComposition(integers(), distance(), Measures.maxDivergence());
    try (var conversation = odometer.invoke(7L)) {
      assertThat(conversation.privacyLoss(1L)).isEqualTo(0.0);
      assertThat(conversation.invoke(laplace(10))).isInstanceOf(Long.class);
      assertThat(conversation.invoke(laplace(5))).isInstanceOf(Long.class);
      assertThat(conversation.privacyLoss(1L)).isGreaterThanOrEqualTo(0.3).isLessThan(0.3 + 1e-12);
    }
  }

  @Test
  void aFilterStopsBeforeTheLimit() {
    var filter =
        Combinators.makePrivacyFilter(
            Combinators.makeFullyAdaptiveComposition(
                integers(), distance(), Measures.zeroConcentratedDivergence()),
            1L,
            0.011);
    assertThat(filter.map(1L)).isEqualTo(0.011);
    try (var conversation = filter.invoke(7L)) {
      conversation.invoke(gaussian(10));
      conversation.invoke(gaussian(10));
      assertThat(conversation.privacyLoss(1L)).isGreaterThanOrEqualTo(0.01).isLessThan(0.011);
      assertThatThrownBy(() -> conversation.invoke(gaussian(10)))
          .isInstanceOf(OpenDpException.class)
          .hasMessageContaining("exhausted");
    }
  }

  @Test
  void zcdpBecomesApproximateAndFixed() {
    var curve = Combinators.makeZcdpToApproxDp(gaussian(10));
    try (PrivacyProfile profile = curve.map(1L)) {
      double epsilon = profile.epsilon(1e-6);
      // rho + 2 sqrt(rho ln(1/delta)) is a valid bound for rho = 0.005; OpenDP's is tighter.
      assertThat(epsilon).isLessThan(0.005 + 2 * Math.sqrt(0.005 * Math.log(1e6)));
      assertThat(epsilon).isGreaterThan(0.3);
      assertThat(profile.delta(epsilon)).isLessThanOrEqualTo(1e-6 * (1 + 1e-9));
      var fixed = Combinators.makeFixDelta(curve, 1e-6);
      assertThat(fixed.map(1L)).isEqualTo(new Pair<>(epsilon, 1e-6));
    }
  }

  @Test
  void pureIsConcentratedAndApproximate() {
    var pure = laplace(10);
    assertThat(Combinators.makePureDpToZcdp(pure).map(1L))
        .isGreaterThanOrEqualTo(0.005)
        .isLessThan(0.005 + 1e-12);
    assertThat(Combinators.makeApproximate(pure).map(1L)).isEqualTo(new Pair<>(0.1, 0.0));
  }

  @Test
  void samplingAmplifies() {
    var sized =
        Domains.vectorDomain(
            Domains.atomDomain(
                Atom.I64,
                Domains.AtomDomainOptions.<Long>defaults().withBounds(new Bounds<>(0L, 10L))),
            Domains.VectorDomainOptions.defaults().withSize(10));
    var sum = Transformations.makeSum(sized, Metrics.symmetricDistance());
    var release =
        sum.returning(Long.class)
            .thenMeasure((domain, metric) -> Measurements.makeLaplace(domain, metric, 10.0));
    double alone = release.map(2L);
    double amplified = Combinators.makePopulationAmplification(release, 100).map(2L);
    assertThat(amplified)
        .isGreaterThanOrEqualTo(Math.log1p(0.1 * Math.expm1(alone)))
        .isLessThan(Math.log1p(0.1 * Math.expm1(alone)) + 1e-9);
  }

  @Test
  void theBestOfManyTrialsIsAPair() {
    var scored =
        Measurements.makeUserMeasurement(
            integers(),
            distance(),
            Measures.maxDivergence(),
            (Long value) -> new Pair<>(1.0, "candidate " + value),
            (Long distance) -> 0.5 * distance,
            Types.scored(Atom.STRING));
    var best = Combinators.makeSelectPrivateCandidate(scored, 0.5, 0.5);
    assertThat(best.map(1L)).isGreaterThanOrEqualTo(1.0);
    assertThat(best.invoke(3L)).contains(new Pair<>(1.0, "candidate 3"));
  }
}
