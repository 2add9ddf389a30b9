package dev.lethe.privacy.opendp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each kind of argument that a constructor can take crosses as OpenDP expects it. */
@NeedsLibrary
final class EveryConstructorTest {

  private static final double CLOSE = 1e-9;

  private static Domain<double[]> floats() {
    return Domains.vectorDomain(bounded());
  }

  private static AtomDomain<Double, double[]> bounded() {
    return Domains.atomDomain(
        Atom.F64,
        Domains.AtomDomainOptions.<Double>defaults()
            .withNan(false)
            .withBounds(new Bounds<>(0.0, 10.0)));
  }

  private static Domain<double[]> sized(int size) {
    return Domains.vectorDomain(bounded(), Domains.VectorDomainOptions.defaults().withSize(size));
  }

  private static Domain<long[]> integers() {
    return Domains.vectorDomain(Domains.atomDomain(Atom.I64));
  }

  private static Metric<Long> symmetric() {
    return Metrics.symmetricDistance();
  }

  private static org.assertj.core.data.Offset<Double> close() {
    return org.assertj.core.data.Offset.offset(CLOSE);
  }

  @Test
  void sumsOfIntegersAreExact() {
    long[] data = {1, 2, 3};
    Bounds<Long> bounds = new Bounds<>(0L, 10L);
    assertThat(Transformations.makeBoundedIntMonotonicSum(bounds, Atom.I64).invoke(data))
        .isEqualTo(6);
    assertThat(Transformations.makeBoundedIntOrderedSum(bounds, Atom.I64).invoke(data))
        .isEqualTo(6);
    assertThat(Transformations.makeBoundedIntSplitSum(bounds, Atom.I64).invoke(data)).isEqualTo(6);
    assertThat(Transformations.makeSizedBoundedIntCheckedSum(3, bounds, Atom.I64).invoke(data))
        .isEqualTo(6);
    assertThat(Transformations.makeSizedBoundedIntMonotonicSum(3, bounds, Atom.I64).invoke(data))
        .isEqualTo(6);
    assertThat(Transformations.makeSizedBoundedIntOrderedSum(3, bounds, Atom.I64).invoke(data))
        .isEqualTo(6);
    assertThat(Transformations.makeSizedBoundedIntSplitSum(3, bounds, Atom.I64).invoke(data))
        .isEqualTo(6);
  }

  @Test
  void vectorsOfKnownSize() {
    double[] data = {1, 2, 3, 4};
    assertThat(Transformations.makeMean(sized(4), symmetric()).returning(Double.class).invoke(data))
        .isCloseTo(2.5, close());
    assertThat(
            Transformations.makeResize(floats(), symmetric(), 4, 0.0)
                .returning(double[].class)
                .invoke(new double[] {1}))
        .hasSize(4);
  }

  @Test
  void valuesAreCastFoundAndCompared() {
    long[] data = {3, 7, 3};
    assertThat(Transformations.makeCount(integers(), symmetric()).invoke(data)).isEqualTo(3);
    assertThat(Transformations.makeCountDistinct(integers(), symmetric()).invoke(data))
        .isEqualTo(2);
    assertThat(Transformations.makeIsEqual(integers(), symmetric(), 3L).invoke(data))
        .containsExactly(true, false, true);
    assertThat(Transformations.makeCastDefault(integers(), symmetric(), Atom.STRING).invoke(data))
        .containsExactly("3", "7", "3");
    assertThat(Transformations.makeCastInherent(integers(), symmetric(), Atom.F64).invoke(data))
        .containsExactly(3, 7, 3);
    assertThat(
            Transformations.makeCast(integers(), symmetric(), Atom.I32)
                .thenTransform(
                    (domain, metric) -> Transformations.makeImputeConstant(domain, metric, 0))
                .returning(int[].class)
                .invoke(data))
        .containsExactly(3, 7, 3);
    assertThat(
            Transformations.makeFind(integers(), symmetric(), new long[] {7, 3})
                .thenTransform(
                    (domain, metric) -> Transformations.makeImputeConstant(domain, metric, 9L))
                .returning(long[].class)
                .invoke(data))
        .containsExactly(1, 0, 1);
    var bins = Transformations.makeFindBin(integers(), symmetric(), new long[] {0, 5, 10});
    assertThat(bins.invoke(data)).containsExactly(1, 2, 1);
    assertThat(
            bins.thenTransform(
                    (domain, metric) ->
                        Transformations.makeIndex(
                            domain, metric, new String[] {"none", "low", "high"}, "?", Atom.STRING))
                .invoke(data))
        .containsExactly("low", "high", "low");
  }

  @Test
  void textIsSplit() {
    assertThat(Transformations.makeSplitLines().invoke("a\nb")).containsExactly("a", "b");
    assertThat(Transformations.makeSplitRecords(",").map(2L)).isEqualTo(2L);
  }

  @Test
  void treesAndQuantilesAreFunctionsOfCounts() {
    long factor = Transformations.chooseBranchingFactor(100);
    assertThat(factor).isBetween(2L, 100L);
    var tree = Transformations.makeBAryTree(integers(), Metrics.l1Distance(Atom.I64), 4, 2);
    assertThat(tree.returning(long[].class).invoke(new long[] {1, 2, 3, 4}))
        .containsExactly(10, 3, 7, 1, 2, 3, 4);
    assertThat(
            Transformations.makeConsistentBAryTree(2, Atom.I64, Atom.F64)
                .eval(Types.vector(Atom.I64), new long[] {10, 3, 7, 1, 2, 3, 4}))
        .containsExactly(new double[] {1, 2, 3, 4}, close());
    assertThat(Transformations.makeCdf().eval(Types.vector(Atom.F64), new double[] {1, 1, 2}))
        .containsExactly(new double[] {0.25, 0.5, 1}, close());
    assertThat(
            Transformations.makeQuantilesFromCounts(
                    new double[] {0, 10, 20}, new double[] {0.5}, Atom.F64)
                .eval(Types.vector(Atom.F64), new double[] {1, 1}))
        .containsExactly(new double[] {10}, close());
  }

  @Test
  void metricsAreExchanged() {
    Domain<double[]> domain = sized(4);
    assertThat(Transformations.makeMetricBounded(domain, symmetric()).map(2L)).isEqualTo(1L);
    assertThat(Transformations.makeMetricUnbounded(domain, Metrics.changeOneDistance()).map(1L))
        .isEqualTo(2L);
    assertThat(Transformations.makeOrderedRandom(domain, symmetric()).map(2L)).isEqualTo(2L);
    assertThat(Transformations.makeUnordered(domain, Metrics.insertDeleteDistance()).map(2L))
        .isEqualTo(2L);
    assertThat(
            Transformations.makeLipschitzFloatMul(
                    Domains.atomDomain(
                        Atom.F64, Domains.AtomDomainOptions.<Double>defaults().withNan(false)),
                    Metrics.absoluteDistance(Atom.F64),
                    2,
                    new Bounds<>(0.0, 10.0))
                .returning(Double.class)
                .invoke(4.0))
        .isCloseTo(8.0, close());
  }

  @Test
  void noiseByMeasure() {
    var pure =
        Measurements.makeNoise(
            integers(), Metrics.l1Distance(Atom.I64), Measures.maxDivergence(), 2.0);
    assertThat(pure.map(1L)).isEqualTo(0.5);
    var concentrated =
        Measurements.makeNoise(
            integers(), Metrics.l2Distance(Atom.I64), Measures.zeroConcentratedDivergence(), 1.0);
    assertThat(concentrated.map(1L)).isEqualTo(0.5);
    var geometric =
        Measurements.makeGeometric(
            Domains.atomDomain(Atom.I64),
            Metrics.absoluteDistance(Atom.I64),
            2.0,
            MeasureType.MAX_DIVERGENCE,
            Measurements.GeometricOptions.defaults().withBounds(new Bounds<>(0L, 10L)));
    assertThat(geometric.invoke(5L)).isBetween(0L, 10L);
    assertThat(
            Measurements.makeRandomizedResponse(new String[] {"a", "b", "c"}, 0.6, Atom.STRING)
                .invoke("a"))
        .isIn("a", "b", "c");
  }

  @Test
  void thresholdsByMeasure() {
    var maps = Domains.mapDomain(Domains.atomDomain(Atom.STRING), Domains.atomDomain(Atom.I64));
    var distance = new PartitionDistance<>(1L, 1L, 1L);
    var gaussian =
        Measurements.makeGaussianThreshold(
            maps, Metrics.l02infDistance(Metrics.absoluteDistance(Atom.I64)), 1.0, 60);
    assertThat(gaussian.map(distance).first()).isEqualTo(0.5);
    assertThat(gaussian.invoke(Map.of("a", 1000L, "b", 1L))).containsOnlyKeys("a");
    var laplace =
        Measurements.makeNoiseThreshold(
            maps,
            Metrics.l01infDistance(Metrics.absoluteDistance(Atom.I64)),
            Measures.approximate(Measures.maxDivergence()),
            1.0,
            60);
    assertThat(laplace.invoke(Map.of("a", 1000L, "b", 1L))).containsOnlyKeys("a");
  }

  @Test
  void accuraciesAndScalesAreInverse() {
    for (double scale : new double[] {0.5, 3.0, 40.0}) {
      assertThat(
              Accuracy.accuracyToGaussianScale(
                  Accuracy.gaussianScaleToAccuracy(scale, 0.05, Atom.F64), 0.05, Atom.F64))
          .isCloseTo(scale, org.assertj.core.data.Offset.offset(1e-6 * scale));
      assertThat(Accuracy.discreteLaplacianScaleToAccuracy(scale, 0.05, Atom.F64)).isPositive();
      assertThat(Accuracy.discreteGaussianScaleToAccuracy(scale, 0.05, Atom.F64)).isPositive();
    }
    assertThat(Accuracy.accuracyToDiscreteGaussianScale(5.0, 0.05, Atom.F64)).isPositive();
    assertThat(Accuracy.accuracyToDiscreteLaplacianScale(5.0, 0.05, Atom.F64)).isPositive();
  }
}
