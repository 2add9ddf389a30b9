package dev.lethe.privacy.opendp;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Functions whose output protects their input.
 *
 * <p>Generated from OpenDP's description of its functions: see docs/opendp.md. Do not edit.
 */
public final class Measurements {

  private Measurements() {}

  /**
   * OpenDP's {@code debias_randomized_response_bitvec}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.debias_randomized_response_bitvec.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static double[] debiasRandomizedResponseBitvec(List<boolean[]> answers, double f) {
    try (Call call = new Call(Functions.DEBIAS_RANDOMIZED_RESPONSE_BITVEC, 2)) {
      call.value(CompoundType.anyList(CompoundType.bits()), answers);
      call.f64(f);
      return CompoundType.vector(Atom.F64).take(call.run());
    }
  }

  /**
   * OpenDP's {@code make_canonical_noise}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_canonical_noise.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Measurement<TI, QI, Double, Pair<Double, Double>> makeCanonicalNoise(
      Domain<TI> inputDomain, Metric<QI> inputMetric, double dIn, Pair<Double, Double> dOut) {
    try (Call call = new Call(Functions.MAKE_CANONICAL_NOISE, 4)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.f64(dIn);
      call.value(CompoundType.pair(Atom.F64, Atom.F64), dOut);
      return new Measurement<>(call.run());
    }
  }

  /** What {@link #makeGaussian} may be told besides. */
  public record GaussianOptions(@Nullable Integer k) {
    /** OpenDP's own defaults. */
    public static GaussianOptions defaults() {
      return new GaussianOptions(null);
    }

    /** The same with another {@code k}. */
    public GaussianOptions withK(@Nullable Integer k) {
      return new GaussianOptions(k);
    }
  }

  /**
   * OpenDP's {@code make_gaussian}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_gaussian.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, TI, QO> makeGaussian(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      double scale,
      MeasureType<QO> outputType,
      GaussianOptions options) {
    try (Call call = new Call(Functions.MAKE_GAUSSIAN, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.f64(scale);
      call.raw(Atom.I32, options.k());
      call.text(outputType.descriptor());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_gaussian} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_gaussian.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Measurement<TI, QI, TI, Double> makeGaussian(
      Domain<TI> inputDomain, Metric<QI> inputMetric, double scale) {
    return makeGaussian(
        inputDomain,
        inputMetric,
        scale,
        MeasureType.ZERO_CONCENTRATED_DIVERGENCE,
        GaussianOptions.defaults());
  }

  /** What {@link #makeGaussianThreshold} may be told besides. */
  public record GaussianThresholdOptions(@Nullable Integer k) {
    /** OpenDP's own defaults. */
    public static GaussianThresholdOptions defaults() {
      return new GaussianThresholdOptions(null);
    }

    /** The same with another {@code k}. */
    public GaussianThresholdOptions withK(@Nullable Integer k) {
      return new GaussianThresholdOptions(k);
    }
  }

  /**
   * OpenDP's {@code make_gaussian_threshold}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_gaussian_threshold.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, TI, QO> makeGaussianThreshold(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      double scale,
      Object threshold,
      MeasureType<QO> outputType,
      GaussianThresholdOptions options) {
    try (Call call = new Call(Functions.MAKE_GAUSSIAN_THRESHOLD, 6)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.f64(scale);
      call.raw(inputDomain.valueAtom(), threshold);
      call.raw(Atom.I32, options.k());
      call.text(outputType.descriptor());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_gaussian_threshold} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_gaussian_threshold.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Measurement<TI, QI, TI, Pair<Double, Double>> makeGaussianThreshold(
      Domain<TI> inputDomain, Metric<QI> inputMetric, double scale, Object threshold) {
    return makeGaussianThreshold(
        inputDomain,
        inputMetric,
        scale,
        threshold,
        MeasureType.APPROXIMATE_ZERO_CONCENTRATED_DIVERGENCE,
        GaussianThresholdOptions.defaults());
  }

  /** What {@link #makeGeometric} may be told besides. */
  public record GeometricOptions(@Nullable Bounds<?> bounds) {
    /** OpenDP's own defaults. */
    public static GeometricOptions defaults() {
      return new GeometricOptions(null);
    }

    /** The same with another {@code bounds}. */
    public GeometricOptions withBounds(@Nullable Bounds<?> bounds) {
      return new GeometricOptions(bounds);
    }
  }

  /**
   * OpenDP's {@code make_geometric}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_geometric.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, TI, QO> makeGeometric(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      double scale,
      MeasureType<QO> outputType,
      GeometricOptions options) {
    try (Call call = new Call(Functions.MAKE_GEOMETRIC, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.f64(scale);
      call.value(CompoundType.bounds(inputDomain.atom()), options.bounds());
      call.text(outputType.descriptor());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_geometric} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_geometric.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Measurement<TI, QI, TI, Double> makeGeometric(
      Domain<TI> inputDomain, Metric<QI> inputMetric, double scale) {
    return makeGeometric(
        inputDomain, inputMetric, scale, MeasureType.MAX_DIVERGENCE, GeometricOptions.defaults());
  }

  /** What {@link #makeLaplace} may be told besides. */
  public record LaplaceOptions(@Nullable Integer k) {
    /** OpenDP's own defaults. */
    public static LaplaceOptions defaults() {
      return new LaplaceOptions(null);
    }

    /** The same with another {@code k}. */
    public LaplaceOptions withK(@Nullable Integer k) {
      return new LaplaceOptions(k);
    }
  }

  /**
   * OpenDP's {@code make_laplace}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_laplace.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, TI, QO> makeLaplace(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      double scale,
      MeasureType<QO> outputType,
      LaplaceOptions options) {
    try (Call call = new Call(Functions.MAKE_LAPLACE, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.f64(scale);
      call.raw(Atom.I32, options.k());
      call.text(outputType.descriptor());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_laplace} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_laplace.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Measurement<TI, QI, TI, Double> makeLaplace(
      Domain<TI> inputDomain, Metric<QI> inputMetric, double scale) {
    return makeLaplace(
        inputDomain, inputMetric, scale, MeasureType.MAX_DIVERGENCE, LaplaceOptions.defaults());
  }

  /** What {@link #makeLaplaceThreshold} may be told besides. */
  public record LaplaceThresholdOptions(@Nullable Integer k) {
    /** OpenDP's own defaults. */
    public static LaplaceThresholdOptions defaults() {
      return new LaplaceThresholdOptions(null);
    }

    /** The same with another {@code k}. */
    public LaplaceThresholdOptions withK(@Nullable Integer k) {
      return new LaplaceThresholdOptions(k);
    }
  }

  /**
   * OpenDP's {@code make_laplace_threshold}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_laplace_threshold.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, TI, QO> makeLaplaceThreshold(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      double scale,
      Object threshold,
      MeasureType<QO> outputType,
      LaplaceThresholdOptions options) {
    try (Call call = new Call(Functions.MAKE_LAPLACE_THRESHOLD, 6)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.f64(scale);
      call.raw(inputDomain.valueAtom(), threshold);
      call.raw(Atom.I32, options.k());
      call.text(outputType.descriptor());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_laplace_threshold} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_laplace_threshold.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Measurement<TI, QI, TI, Pair<Double, Double>> makeLaplaceThreshold(
      Domain<TI> inputDomain, Metric<QI> inputMetric, double scale, Object threshold) {
    return makeLaplaceThreshold(
        inputDomain,
        inputMetric,
        scale,
        threshold,
        MeasureType.APPROXIMATE_MAX_DIVERGENCE,
        LaplaceThresholdOptions.defaults());
  }

  /** What {@link #makeNoise} may be told besides. */
  public record NoiseOptions(@Nullable Integer k) {
    /** OpenDP's own defaults. */
    public static NoiseOptions defaults() {
      return new NoiseOptions(null);
    }

    /** The same with another {@code k}. */
    public NoiseOptions withK(@Nullable Integer k) {
      return new NoiseOptions(k);
    }
  }

  /**
   * OpenDP's {@code make_noise}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_noise.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, TI, QO> makeNoise(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Measure<QO> outputMeasure,
      double scale,
      NoiseOptions options) {
    try (Call call = new Call(Functions.MAKE_NOISE, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputMeasure);
      call.f64(scale);
      call.raw(Atom.I32, options.k());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_noise} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_noise.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, TI, QO> makeNoise(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Measure<QO> outputMeasure, double scale) {
    return makeNoise(inputDomain, inputMetric, outputMeasure, scale, NoiseOptions.defaults());
  }

  /** What {@link #makeNoiseThreshold} may be told besides. */
  public record NoiseThresholdOptions(@Nullable Integer k) {
    /** OpenDP's own defaults. */
    public static NoiseThresholdOptions defaults() {
      return new NoiseThresholdOptions(null);
    }

    /** The same with another {@code k}. */
    public NoiseThresholdOptions withK(@Nullable Integer k) {
      return new NoiseThresholdOptions(k);
    }
  }

  /**
   * OpenDP's {@code make_noise_threshold}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_noise_threshold.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, TI, Pair<QO, Double>> makeNoiseThreshold(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Measure<QO> outputMeasure,
      double scale,
      Object threshold,
      NoiseThresholdOptions options) {
    try (Call call = new Call(Functions.MAKE_NOISE_THRESHOLD, 6)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputMeasure);
      call.f64(scale);
      call.raw(inputDomain.valueAtom(), threshold);
      call.raw(Atom.I32, options.k());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_noise_threshold} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_noise_threshold.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, TI, Pair<QO, Double>> makeNoiseThreshold(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Measure<QO> outputMeasure,
      double scale,
      Object threshold) {
    return makeNoiseThreshold(
        inputDomain,
        inputMetric,
        outputMeasure,
        scale,
        threshold,
        NoiseThresholdOptions.defaults());
  }

  /** What {@link #makeNoisyMax} may be told besides. */
  public record NoisyMaxOptions(boolean negate) {
    /** OpenDP's own defaults. */
    public static NoisyMaxOptions defaults() {
      return new NoisyMaxOptions(false);
    }

    /** The same with another {@code negate}. */
    public NoisyMaxOptions withNegate(boolean negate) {
      return new NoisyMaxOptions(negate);
    }
  }

  /**
   * OpenDP's {@code make_noisy_max}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_noisy_max.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, Long, QO> makeNoisyMax(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Measure<QO> outputMeasure,
      double scale,
      NoisyMaxOptions options) {
    try (Call call = new Call(Functions.MAKE_NOISY_MAX, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputMeasure);
      call.f64(scale);
      call.flag(options.negate());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_noisy_max} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_noisy_max.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, Long, QO> makeNoisyMax(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Measure<QO> outputMeasure, double scale) {
    return makeNoisyMax(inputDomain, inputMetric, outputMeasure, scale, NoisyMaxOptions.defaults());
  }

  /** What {@link #makeNoisyTopK} may be told besides. */
  public record NoisyTopKOptions(boolean negate) {
    /** OpenDP's own defaults. */
    public static NoisyTopKOptions defaults() {
      return new NoisyTopKOptions(false);
    }

    /** The same with another {@code negate}. */
    public NoisyTopKOptions withNegate(boolean negate) {
      return new NoisyTopKOptions(negate);
    }
  }

  /**
   * OpenDP's {@code make_noisy_top_k}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_noisy_top_k.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, long[], QO> makeNoisyTopK(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Measure<QO> outputMeasure,
      long k,
      double scale,
      NoisyTopKOptions options) {
    try (Call call = new Call(Functions.MAKE_NOISY_TOP_K, 6)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputMeasure);
      call.size(k);
      call.f64(scale);
      call.flag(options.negate());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_noisy_top_k} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_noisy_top_k.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, long[], QO> makeNoisyTopK(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Measure<QO> outputMeasure,
      long k,
      double scale) {
    return makeNoisyTopK(
        inputDomain, inputMetric, outputMeasure, k, scale, NoisyTopKOptions.defaults());
  }

  /**
   * OpenDP's {@code make_private_quantile}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_private_quantile.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Measurement<TI, QI, ?, QO> makePrivateQuantile(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Measure<QO> outputMeasure,
      TI candidates,
      double alpha,
      double scale) {
    try (Call call = new Call(Functions.MAKE_PRIVATE_QUANTILE, 6)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputMeasure);
      call.value(CompoundType.vector(inputDomain.atom()), candidates);
      call.f64(alpha);
      call.f64(scale);
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_randomized_response}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_randomized_response.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> Measurement<T, Long, T, Double> makeRandomizedResponse(
      TA categories, double prob, Atom<T, TA> atom) {
    try (Call call = new Call(Functions.MAKE_RANDOMIZED_RESPONSE, 3)) {
      call.value(CompoundType.vector(atom), categories);
      call.f64(prob);
      call.text(atom.descriptor());
      return new Measurement<>(call.run());
    }
  }

  /** What {@link #makeRandomizedResponseBitvec} may be told besides. */
  public record RandomizedResponseBitvecOptions(boolean constantTime) {
    /** OpenDP's own defaults. */
    public static RandomizedResponseBitvecOptions defaults() {
      return new RandomizedResponseBitvecOptions(false);
    }

    /** The same with another {@code constantTime}. */
    public RandomizedResponseBitvecOptions withConstantTime(boolean constantTime) {
      return new RandomizedResponseBitvecOptions(constantTime);
    }
  }

  /**
   * OpenDP's {@code make_randomized_response_bitvec}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_randomized_response_bitvec.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Measurement<TI, QI, boolean[], Double> makeRandomizedResponseBitvec(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      double f,
      RandomizedResponseBitvecOptions options) {
    try (Call call = new Call(Functions.MAKE_RANDOMIZED_RESPONSE_BITVEC, 4)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.f64(f);
      call.flag(options.constantTime());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_randomized_response_bitvec} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_randomized_response_bitvec.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Measurement<TI, QI, boolean[], Double> makeRandomizedResponseBitvec(
      Domain<TI> inputDomain, Metric<QI> inputMetric, double f) {
    return makeRandomizedResponseBitvec(
        inputDomain, inputMetric, f, RandomizedResponseBitvecOptions.defaults());
  }

  /** What {@link #makeRandomizedResponseBool} may be told besides. */
  public record RandomizedResponseBoolOptions(boolean constantTime) {
    /** OpenDP's own defaults. */
    public static RandomizedResponseBoolOptions defaults() {
      return new RandomizedResponseBoolOptions(false);
    }

    /** The same with another {@code constantTime}. */
    public RandomizedResponseBoolOptions withConstantTime(boolean constantTime) {
      return new RandomizedResponseBoolOptions(constantTime);
    }
  }

  /**
   * OpenDP's {@code make_randomized_response_bool}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_randomized_response_bool.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Measurement<Boolean, Long, Boolean, Double> makeRandomizedResponseBool(
      double prob, RandomizedResponseBoolOptions options) {
    try (Call call = new Call(Functions.MAKE_RANDOMIZED_RESPONSE_BOOL, 2)) {
      call.f64(prob);
      call.flag(options.constantTime());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_randomized_response_bool} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_randomized_response_bool.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Measurement<Boolean, Long, Boolean, Double> makeRandomizedResponseBool(
      double prob) {
    return makeRandomizedResponseBool(prob, RandomizedResponseBoolOptions.defaults());
  }

  /** What {@link #makeReportNoisyMaxGumbel} may be told besides. */
  public record ReportNoisyMaxGumbelOptions(String optimize) {
    /** OpenDP's own defaults. */
    public static ReportNoisyMaxGumbelOptions defaults() {
      return new ReportNoisyMaxGumbelOptions("max");
    }

    /** The same with another {@code optimize}. */
    public ReportNoisyMaxGumbelOptions withOptimize(String optimize) {
      return new ReportNoisyMaxGumbelOptions(optimize);
    }
  }

  /**
   * OpenDP's {@code make_report_noisy_max_gumbel}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_report_noisy_max_gumbel.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <TI, QI> Measurement<TI, QI, Long, Double> makeReportNoisyMaxGumbel(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      double scale,
      ReportNoisyMaxGumbelOptions options) {
    try (Call call = new Call(Functions.MAKE_REPORT_NOISY_MAX_GUMBEL, 4)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.f64(scale);
      call.text(options.optimize());
      return new Measurement<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_report_noisy_max_gumbel} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_report_noisy_max_gumbel.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <TI, QI> Measurement<TI, QI, Long, Double> makeReportNoisyMaxGumbel(
      Domain<TI> inputDomain, Metric<QI> inputMetric, double scale) {
    return makeReportNoisyMaxGumbel(
        inputDomain, inputMetric, scale, ReportNoisyMaxGumbelOptions.defaults());
  }

  /**
   * OpenDP's {@code make_user_measurement}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measurements/fn.make_user_measurement.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO, QO> Measurement<TI, QI, TO, QO> makeUserMeasurement(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Measure<QO> outputMeasure,
      Function<? super TI, ? extends TO> function,
      Function<? super QI, ? extends QO> privacyMap,
      Type<TO> outputAtom) {
    try (Call call = new Call(Functions.MAKE_USER_MEASUREMENT, 6)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputMeasure);
      call.function(Callbacks.of(function, outputAtom));
      call.function(Callbacks.of(privacyMap, outputMeasure.distanceType()));
      call.text(outputAtom.descriptor());
      return new Measurement<>(call.run());
    }
  }
}
