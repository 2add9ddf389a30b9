package dev.lethe.privacy.opendp;

import java.util.List;
import java.util.Optional;

/**
 * Measurements and transformations from others.
 *
 * <p>Generated from OpenDP's description of its functions: see docs/opendp.md. Do not edit.
 */
public final class Combinators {

  private Combinators() {}

  /**
   * OpenDP's {@code make_adaptive_composition}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_adaptive_composition.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO>
      Measurement<TI, QI, Queryable<Measurement<TI, QI, ?, QO>, Object>, QO>
          makeAdaptiveComposition(
              Domain<TI> inputDomain,
              Metric<QI> inputMetric,
              Measure<QO> outputMeasure,
              QI dIn,
              List<QO> dMids) {
    try (Call call = new Call(Functions.MAKE_ADAPTIVE_COMPOSITION, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputMeasure);
      call.value(inputMetric.distanceType(), dIn);
      call.value(CompoundType.anyList(outputMeasure.distanceType()), dMids);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_approximate}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_approximate.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO, QO> Measurement<TI, QI, TO, Pair<QO, Double>> makeApproximate(
      Measurement<TI, QI, TO, QO> measurement) {
    try (Call call = new Call(Functions.MAKE_APPROXIMATE, 1)) {
      call.object(measurement);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_basic_composition}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_basic_composition.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <TI, QI, QO> Measurement<TI, QI, List<Object>, QO> makeBasicComposition(
      List<? extends Measurement<TI, QI, ?, QO>> measurements) {
    try (Call call = new Call(Functions.MAKE_BASIC_COMPOSITION, 1)) {
      call.list("Vec<AnyMeasurementPtr>", measurements);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_chain_mt}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_chain_mt.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TX, QX, TO, QO> Measurement<TI, QI, TO, QO> makeChainMt(
      Measurement<TX, QX, TO, QO> measurement1, Transformation<TI, QI, TX, QX> transformation0) {
    try (Call call = new Call(Functions.MAKE_CHAIN_MT, 2)) {
      call.object(measurement1);
      call.object(transformation0);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_chain_pm}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_chain_pm.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TX, TO, QO> Measurement<TI, QI, TO, QO> makeChainPm(
      OpenDpFunction<? super TX, TO> postprocess1, Measurement<TI, QI, TX, QO> measurement0) {
    try (Call call = new Call(Functions.MAKE_CHAIN_PM, 2)) {
      call.object(postprocess1);
      call.object(measurement0);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_chain_tt}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_chain_tt.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TX, QX, TO, QO> Transformation<TI, QI, TO, QO> makeChainTt(
      Transformation<TX, QX, TO, QO> transformation1,
      Transformation<TI, QI, TX, QX> transformation0) {
    try (Call call = new Call(Functions.MAKE_CHAIN_TT, 2)) {
      call.object(transformation1);
      call.object(transformation0);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_composition}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_composition.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, List<Object>, QO> makeComposition(
      List<? extends Measurement<TI, QI, ?, QO>> measurements) {
    try (Call call = new Call(Functions.MAKE_COMPOSITION, 1)) {
      call.list("Vec<AnyMeasurementPtr>", measurements);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_fix_delta}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_fix_delta.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO> Measurement<TI, QI, TO, Pair<Double, Double>> makeFixDelta(
      Measurement<TI, QI, TO, PrivacyProfile> measurement, double delta) {
    try (Call call = new Call(Functions.MAKE_FIX_DELTA, 2)) {
      call.object(measurement);
      call.f64(delta);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_fixed_approxDP_to_approxDP}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_fixed_approxDP_to_approxDP.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO> Measurement<TI, QI, TO, PrivacyProfile> makeFixedApproxDpToApproxDp(
      Measurement<TI, QI, TO, Pair<Double, Double>> measurement) {
    try (Call call = new Call(Functions.MAKE_FIXED_APPROXDP_TO_APPROXDP, 1)) {
      call.object(measurement);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_fully_adaptive_composition}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_fully_adaptive_composition.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO>
      Odometer<TI, QI, Measurement<TI, QI, ?, QO>, Object, QO> makeFullyAdaptiveComposition(
          Domain<TI> inputDomain, Metric<QI> inputMetric, Measure<QO> outputMeasure) {
    try (Call call = new Call(Functions.MAKE_FULLY_ADAPTIVE_COMPOSITION, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputMeasure);
      return new Odometer<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_population_amplification}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_population_amplification.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO, QO> Measurement<TI, QI, TO, QO> makePopulationAmplification(
      Measurement<TI, QI, TO, QO> measurement, long populationSize) {
    try (Call call = new Call(Functions.MAKE_POPULATION_AMPLIFICATION, 2)) {
      call.object(measurement);
      call.size(populationSize);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_privacy_filter}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_privacy_filter.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, Q, TO, QO>
      Measurement<TI, QI, OdometerQueryable<Q, TO, QI, QO>, QO> makePrivacyFilter(
          Odometer<TI, QI, Q, TO, QO> odometer, QI dIn, QO dOut) {
    try (Call call = new Call(Functions.MAKE_PRIVACY_FILTER, 3)) {
      call.object(odometer);
      call.value(odometer.inputMetric().distanceType(), dIn);
      call.value(odometer.outputMeasure().distanceType(), dOut);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_pureDP_to_zCDP}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_pureDP_to_zCDP.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO> Measurement<TI, QI, TO, Double> makePureDpToZcdp(
      Measurement<TI, QI, TO, Double> measurement) {
    try (Call call = new Call(Functions.MAKE_PUREDP_TO_ZCDP, 1)) {
      call.object(measurement);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_select_private_candidate}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_select_private_candidate.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO>
      Measurement<TI, QI, Optional<Object>, Double> makeSelectPrivateCandidate(
          Measurement<TI, QI, TO, Double> measurement, double stopProbability, double threshold) {
    try (Call call = new Call(Functions.MAKE_SELECT_PRIVATE_CANDIDATE, 3)) {
      call.object(measurement);
      call.f64(stopProbability);
      call.f64(threshold);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_sequential_composition}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_sequential_composition.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <TI, QI, QO>
      Measurement<TI, QI, Queryable<Measurement<TI, QI, ?, QO>, Object>, QO>
          makeSequentialComposition(
              Domain<TI> inputDomain,
              Metric<QI> inputMetric,
              Measure<QO> outputMeasure,
              QI dIn,
              List<QO> dMids) {
    try (Call call = new Call(Functions.MAKE_SEQUENTIAL_COMPOSITION, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputMeasure);
      call.value(inputMetric.distanceType(), dIn);
      call.value(CompoundType.anyList(outputMeasure.distanceType()), dMids);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_zCDP_to_approxDP}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/combinators/fn.make_zCDP_to_approxDP.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO> Measurement<TI, QI, TO, PrivacyProfile> makeZcdpToApproxDp(
      Measurement<TI, QI, TO, Double> measurement) {
    try (Call call = new Call(Functions.MAKE_ZCDP_TO_APPROXDP, 1)) {
      call.object(measurement);
      return new Measurement<>(call.run());
    }
  }
}
