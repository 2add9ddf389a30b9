package dev.lethe.privacy.opendp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Privacy maps against the formulas that their papers state, and what releases look like. */
@NeedsLibrary
final class NoiseTest {

  private static Domain<long[]> vectors() {
    return Domains.vectorDomain(Domains.atomDomain(Atom.I64));
  }

  @Test
  void discreteLaplaceLosesDistanceOverScale() {
    var laplace = Measurements.makeLaplace(vectors(), Metrics.l1Distance(Atom.I64), 10.0);
    assertThat(laplace.map(1L)).isEqualTo(0.1);
    assertThat(laplace.map(30L)).isGreaterThanOrEqualTo(3.0).isLessThan(3.0 + 1e-12);
    assertThat(laplace.check(1L, 0.1)).isTrue();
    assertThat(laplace.check(2L, 0.1)).isFalse();
    assertThat(laplace.invoke(new long[] {1, 2, 3})).hasSize(3);
  }

  @Test
  void discreteGaussianLosesHalfTheSquaredRatio() {
    var gaussian = Measurements.makeGaussian(vectors(), Metrics.l2Distance(Atom.I64), 10.0);
    assertThat(gaussian.map(1L)).isGreaterThanOrEqualTo(0.005).isLessThan(0.005 + 1e-15);
    assertThat(gaussian.map(4L)).isGreaterThanOrEqualTo(0.08).isLessThan(0.08 + 1e-14);
    assertThat(gaussian.invoke(new long[] {1, 2, 3})).hasSize(3);
  }

  @Test
  void noisyMaxFindsAClearMaximum() {
    var max =
        Measurements.makeNoisyMax(
            vectors(), Metrics.linfDistance(Atom.I64), Measures.maxDivergence(), 1.0);
    assertThat(max.map(1L)).isEqualTo(2.0);
    // Exponential noise of scale 1 overcomes a lead of 200 with probability below 1e-80.
    assertThat(max.invoke(new long[] {1, 201, 0})).isEqualTo(1L);
  }

  @Test
  void thresholdedHistogramDropsSmallCounts() {
    var histogram =
        Measurements.makeLaplaceThreshold(
            Domains.mapDomain(Domains.atomDomain(Atom.STRING), Domains.atomDomain(Atom.I64)),
            Metrics.l01infDistance(Metrics.absoluteDistance(Atom.I64)),
            1.0,
            50L);
    Map<String, Long> counts = histogram.invoke(Map.of("often", 1000L, "once", 1L));
    assertThat(counts).containsOnlyKeys("often");
    assertThat(counts.get("often")).isBetween(900L, 1100L);
    var loss = histogram.map(new PartitionDistance<>(1L, 1L, 1L));
    assertThat(loss.first()).isEqualTo(1.0);
    // A count of 1 passes the threshold with the upper tail of the discrete Laplace from 49 on.
    double tail = Math.exp(-49) / (1 + Math.exp(-1));
    assertThat(loss.second()).isGreaterThanOrEqualTo(tail).isLessThan(1e-15);
  }

  @Test
  void refusalsKeepOpenDpsVariantAndText() {
    assertThatThrownBy(
            () -> Measurements.makeLaplace(vectors(), Metrics.l1Distance(Atom.I64), -1.0))
        .isInstanceOfSatisfying(
            OpenDpException.class,
            e -> {
              assertThat(e.variant()).isEqualTo(OpenDpException.Variant.MAKE_MEASUREMENT);
              assertThat(e.text()).isEqualTo("scale (-1) must not be negative");
            });
  }
}
