package dev.lethe.privacy.opendp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Transformations, quantiles, histograms and accuracies against arithmetic by hand. */
@NeedsLibrary
final class TransformationsTest {

  private static Domain<long[]> vectors() {
    return Domains.vectorDomain(Domains.atomDomain(Atom.I64));
  }

  private static Domain<double[]> floats() {
    return Domains.vectorDomain(
        Domains.atomDomain(Atom.F64, Domains.AtomDomainOptions.<Double>defaults().withNan(false)));
  }

  @Test
  void aClampedSumHasTheLargestBoundAsItsStretch() {
    var clamp =
        Transformations.makeClamp(vectors(), Metrics.symmetricDistance(), new Bounds<>(-2L, 5L))
            .returning(long[].class);
    assertThat(clamp.invoke(new long[] {-9, 3, 99})).containsExactly(-2, 3, 5);
    var sum = clamp.thenTransform(Transformations::makeSum).returning(Long.class);
    assertThat(sum.invoke(new long[] {-9, 3, 99})).isEqualTo(6L);
    assertThat(sum.map(3L)).isEqualTo(15L);
    var release =
        sum.thenMeasure((domain, metric) -> Measurements.makeLaplace(domain, metric, 50.0));
    assertThat(release.map(1L)).isGreaterThanOrEqualTo(0.1).isLessThan(0.1 + 1e-12);
  }

  @Test
  void countsByValueFeedAThreshold() {
    var histogram =
        Transformations.makeCountBy(
                Domains.vectorDomain(Domains.atomDomain(Atom.STRING)),
                Metrics.symmetricDistance(),
                Atom.I64)
            .returning(Types.map(Atom.STRING, Atom.I64))
            .thenMeasure(
                (domain, metric) -> Measurements.makeLaplaceThreshold(domain, metric, 1.0, 100L));
    String[] values = new String[1001];
    java.util.Arrays.fill(values, "often");
    values[0] = "rare";
    assertThat(histogram.invoke(values)).containsOnlyKeys("often");
    Pair<Double, Double> loss = histogram.map(1L);
    assertThat(loss.first()).isEqualTo(1.0);
    assertThat(loss.second()).isPositive().isLessThan(1e-15);
  }

  @Test
  void countsOfGivenCategoriesAreAVector() {
    var counts =
        Transformations.makeCountByCategories(
            Domains.vectorDomain(Domains.atomDomain(Atom.STRING)),
            Metrics.symmetricDistance(),
            new String[] {"a", "b"},
            MetricType.l1Distance(Atom.I64),
            Atom.I64,
            Transformations.CountByCategoriesOptions.defaults());
    assertThat(counts.invoke(new String[] {"a", "b", "a", "other"})).containsExactly(2, 1, 1);
    assertThat(counts.map(1L)).isEqualTo(1L);
  }

  @Test
  void aPrivateQuantileComesFromItsCandidates() {
    double[] data = new double[10_001];
    java.util.Arrays.setAll(data, i -> i / 100.0);
    double[] candidates = {0, 25, 50, 75, 100};
    var median =
        Measurements.makePrivateQuantile(
                floats(),
                Metrics.symmetricDistance(),
                Measures.maxDivergence(),
                candidates,
                0.5,
                1.0)
            .returning(Double.class);
    // The next candidate's score is 2,500 worse.
    assertThat(median.invoke(data)).isEqualTo(50.0);
    assertThat(median.map(1L)).isPositive();
  }

  @Test
  void theTopKAreIndices() {
    var top =
        Measurements.makeNoisyTopK(
            vectors(), Metrics.linfDistance(Atom.I64), Measures.maxDivergence(), 2, 1.0);
    assertThat(top.invoke(new long[] {5, 1000, 7, 2000})).containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void canonicalNoiseIsMadeForItsLoss() {
    var domain =
        Domains.atomDomain(Atom.F64, Domains.AtomDomainOptions.<Double>defaults().withNan(false));
    var noise =
        Measurements.makeCanonicalNoise(
            domain, Metrics.absoluteDistance(Atom.F64), 1.0, new Pair<>(0.5, 1e-6));
    assertThat(noise.map(1.0)).isEqualTo(new Pair<>(0.5, 1e-6));
    assertThat(noise.invoke(3.0)).isFinite();
  }

  @Test
  void bitVectorsAnswerAtRandom() {
    var domain =
        Domains.bitvectorDomain(Domains.BitvectorDomainOptions.defaults().withMaxWeight(4L));
    var response =
        Measurements.makeRandomizedResponseBitvec(domain, Metrics.discreteDistance(), 0.5);
    boolean[] answer = response.invoke(new boolean[] {true, false, true, false, false});
    assertThat(answer).hasSize(5);
    assertThat(response.map(1L)).isPositive();
    assertThat(
            Measurements.debiasRandomizedResponseBitvec(
                java.util.List.of(new boolean[] {true, false}), 0.5))
        .hasSize(2);
  }

  @Test
  void accuracyIsTheTailOfTheNoise() {
    double accuracy = Accuracy.laplacianScaleToAccuracy(2.0, 0.05, Atom.F64);
    assertThat(accuracy).isCloseTo(2.0 * Math.log(20), org.assertj.core.data.Offset.offset(1e-9));
    assertThat(Accuracy.accuracyToLaplacianScale(accuracy, 0.05, Atom.F64))
        .isCloseTo(2.0, org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void numbersThatDoNotFitAreRefusedNotTruncated() {
    assertThatThrownBy(
            () ->
                Transformations.makeQuantileScoreCandidates(
                    vectors(), Metrics.symmetricDistance(), new long[] {3, 2, 1}, 0.5))
        .isInstanceOf(OpenDpException.class);
    var unsigned = Domains.vectorDomain(Domains.atomDomain(Atom.U32));
    assertThatThrownBy(() -> unsigned.contains(new long[] {-1}))
        .isInstanceOfSatisfying(
            OpenDpException.class,
            e -> {
              assertThat(e.variant()).isEqualTo(OpenDpException.Variant.FAILED_CAST);
              assertThat(e.text()).contains("-1 does not fit");
            });
  }

  @Test
  void anOutputOfAnotherTypeIsRefused() {
    var identity = Transformations.makeIdentity(vectors(), Metrics.symmetricDistance());
    assertThatThrownBy(() -> identity.returning(int[].class).invoke(new long[1]))
        .isInstanceOf(OpenDpException.class)
        .hasMessageContaining("not [I");
    assertThatThrownBy(() -> identity.returning(Types.vector(Atom.U64)).invoke(new long[1]))
        .isInstanceOf(OpenDpException.class)
        .hasMessageContaining("Vec<i64>, not Vec<u64>");
  }

  @Test
  void eachAtomCrossesThereAndBack() {
    assertThat(roundTrip(Atom.BOOL, new boolean[] {true, false})).containsExactly(true, false);
    assertThat(roundTrip(Atom.I32, new int[] {-3, Integer.MAX_VALUE}))
        .containsExactly(-3, Integer.MAX_VALUE);
    assertThat(roundTrip(Atom.I64, new long[] {Long.MIN_VALUE, 3}))
        .containsExactly(Long.MIN_VALUE, 3);
    assertThat(roundTrip(Atom.U32, new long[] {0, 4294967295L})).containsExactly(0, 4294967295L);
    assertThat(roundTrip(Atom.F64, new double[] {-0.0, Double.MIN_VALUE}))
        .containsExactly(-0.0, Double.MIN_VALUE);
    assertThat(roundTrip(Atom.F32, new float[] {1.5f})).containsExactly(1.5f);
    assertThat(roundTrip(Atom.STRING, new String[] {"", "\u00e9\ud83d\ude00"}))
        .containsExactly("", "\u00e9\ud83d\ude00");
  }

  private static <T, A> A roundTrip(Atom<T, A> atom, A values) {
    return Transformations.makeIdentity(
            Domains.vectorDomain(Domains.atomDomain(atom)), Metrics.symmetricDistance())
        .invoke(values);
  }
}
