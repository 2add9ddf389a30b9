package dev.lethe.privacy.opendp;

import java.util.function.Function;

/**
 * Functions with a bounded stretch.
 *
 * <p>Generated from OpenDP's description of its functions: see docs/opendp.md. Do not edit.
 */
public final class Transformations {

  private Transformations() {}

  /**
   * OpenDP's {@code choose_branching_factor}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.choose_branching_factor.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static long chooseBranchingFactor(long sizeGuess) {
    try (Call call = new Call(Functions.CHOOSE_BRANCHING_FACTOR, 1)) {
      call.u32(sizeGuess);
      return call.run();
    }
  }

  /**
   * OpenDP's {@code make_b_ary_tree}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_b_ary_tree.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, QI> makeBAryTree(
      Domain<TI> inputDomain, Metric<QI> inputMetric, long leafCount, long branchingFactor) {
    try (Call call = new Call(Functions.MAKE_B_ARY_TREE, 4)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.u32(leafCount);
      call.u32(branchingFactor);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_bounded_int_monotonic_sum}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_bounded_int_monotonic_sum.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> Transformation<TA, Long, T, T> makeBoundedIntMonotonicSum(
      Bounds<T> bounds, Atom<T, TA> atom) {
    try (Call call = new Call(Functions.MAKE_BOUNDED_INT_MONOTONIC_SUM, 2)) {
      call.value(CompoundType.bounds(atom), bounds);
      call.text(atom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_bounded_int_ordered_sum}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_bounded_int_ordered_sum.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> Transformation<TA, Long, T, T> makeBoundedIntOrderedSum(
      Bounds<T> bounds, Atom<T, TA> atom) {
    try (Call call = new Call(Functions.MAKE_BOUNDED_INT_ORDERED_SUM, 2)) {
      call.value(CompoundType.bounds(atom), bounds);
      call.text(atom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_bounded_int_split_sum}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_bounded_int_split_sum.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> Transformation<TA, Long, T, T> makeBoundedIntSplitSum(
      Bounds<T> bounds, Atom<T, TA> atom) {
    try (Call call = new Call(Functions.MAKE_BOUNDED_INT_SPLIT_SUM, 2)) {
      call.value(CompoundType.bounds(atom), bounds);
      call.text(atom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_cast}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_cast.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TOA> Transformation<TI, QI, ?, QI> makeCast(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Atom<TOA, ?> outputAtom) {
    try (Call call = new Call(Functions.MAKE_CAST, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.text(outputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_cast_default}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_cast_default.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TOA, TOAA> Transformation<TI, QI, TOAA, QI> makeCastDefault(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Atom<TOA, TOAA> outputAtom) {
    try (Call call = new Call(Functions.MAKE_CAST_DEFAULT, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.text(outputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_cast_inherent}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_cast_inherent.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TOA, TOAA> Transformation<TI, QI, TOAA, QI> makeCastInherent(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Atom<TOA, TOAA> outputAtom) {
    try (Call call = new Call(Functions.MAKE_CAST_INHERENT, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.text(outputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_cdf}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_cdf.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TA, TAA> OpenDpFunction<TAA, TAA> makeCdf(Atom<TA, TAA> inputAtom) {
    try (Call call = new Call(Functions.MAKE_CDF, 1)) {
      call.text(inputAtom.descriptor());
      return new OpenDpFunction<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_cdf} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_cdf.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static OpenDpFunction<double[], double[]> makeCdf() {
    return makeCdf(Atom.F64);
  }

  /**
   * OpenDP's {@code make_clamp}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_clamp.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, QI> makeClamp(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Bounds<?> bounds) {
    try (Call call = new Call(Functions.MAKE_CLAMP, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(CompoundType.bounds(inputDomain.atom()), bounds);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_consistent_b_ary_tree}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_consistent_b_ary_tree.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TIA, TIAA, TOA, TOAA> OpenDpFunction<TIAA, TOAA> makeConsistentBAryTree(
      long branchingFactor, Atom<TIA, TIAA> inputAtom, Atom<TOA, TOAA> outputAtom) {
    try (Call call = new Call(Functions.MAKE_CONSISTENT_B_ARY_TREE, 3)) {
      call.u32(branchingFactor);
      call.text(inputAtom.descriptor());
      call.text(outputAtom.descriptor());
      return new OpenDpFunction<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_consistent_b_ary_tree} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_consistent_b_ary_tree.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static OpenDpFunction<int[], double[]> makeConsistentBAryTree(long branchingFactor) {
    return makeConsistentBAryTree(branchingFactor, Atom.I32, Atom.F64);
  }

  /**
   * OpenDP's {@code make_count}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_count.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO> Transformation<TI, QI, TO, TO> makeCount(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Atom<TO, ?> outputAtom) {
    try (Call call = new Call(Functions.MAKE_COUNT, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.text(outputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_count} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_count.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, Integer, Integer> makeCount(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    return makeCount(inputDomain, inputMetric, Atom.I32);
  }

  /**
   * OpenDP's {@code make_count_by}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_count_by.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TV> Transformation<TI, QI, ?, PartitionDistance<TV>> makeCountBy(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Atom<TV, ?> valueAtom) {
    try (Call call = new Call(Functions.MAKE_COUNT_BY, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.text(valueAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_count_by} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_count_by.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, PartitionDistance<Integer>> makeCountBy(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    return makeCountBy(inputDomain, inputMetric, Atom.I32);
  }

  /** What {@link #makeCountByCategories} may be told besides. */
  public record CountByCategoriesOptions(boolean nullCategory) {
    /** OpenDP's own defaults. */
    public static CountByCategoriesOptions defaults() {
      return new CountByCategoriesOptions(true);
    }

    /** The same with another {@code nullCategory}. */
    public CountByCategoriesOptions withNullCategory(boolean nullCategory) {
      return new CountByCategoriesOptions(nullCategory);
    }
  }

  /**
   * OpenDP's {@code make_count_by_categories}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_count_by_categories.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO, TOA, TOAA> Transformation<TI, QI, TOAA, QO> makeCountByCategories(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      TI categories,
      MetricType<QO> outputType,
      Atom<TOA, TOAA> outputAtom,
      CountByCategoriesOptions options) {
    try (Call call = new Call(Functions.MAKE_COUNT_BY_CATEGORIES, 6)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(CompoundType.vector(inputDomain.atom()), categories);
      call.flag(options.nullCategory());
      call.text(outputType.descriptor());
      call.text(outputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_count_by_categories} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_count_by_categories.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, int[], Integer> makeCountByCategories(
      Domain<TI> inputDomain, Metric<QI> inputMetric, TI categories) {
    return makeCountByCategories(
        inputDomain,
        inputMetric,
        categories,
        MetricType.l1Distance(Atom.I32),
        Atom.I32,
        CountByCategoriesOptions.defaults());
  }

  /**
   * OpenDP's {@code make_count_distinct}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_count_distinct.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO> Transformation<TI, QI, TO, TO> makeCountDistinct(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Atom<TO, ?> outputAtom) {
    try (Call call = new Call(Functions.MAKE_COUNT_DISTINCT, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.text(outputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_count_distinct} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_count_distinct.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, Integer, Integer> makeCountDistinct(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    return makeCountDistinct(inputDomain, inputMetric, Atom.I32);
  }

  /**
   * OpenDP's {@code make_create_dataframe}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_create_dataframe.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <K, KA> Transformation<?, Long, ?, Long> makeCreateDataframe(
      KA colNames, Atom<K, KA> keyAtom) {
    try (Call call = new Call(Functions.MAKE_CREATE_DATAFRAME, 2)) {
      call.value(CompoundType.vector(keyAtom), colNames);
      call.text(keyAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_df_cast_default}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_df_cast_default.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <TI, QI, TIA, TOA> Transformation<TI, QI, ?, QI> makeDfCastDefault(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Object columnName,
      Atom<TIA, ?> inputAtom,
      Atom<TOA, ?> outputAtom) {
    try (Call call = new Call(Functions.MAKE_DF_CAST_DEFAULT, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(inputDomain.atom(), columnName);
      call.text(inputAtom.descriptor());
      call.text(outputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_df_is_equal}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_df_is_equal.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <TI, QI, TIA> Transformation<TI, QI, ?, QI> makeDfIsEqual(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Object columnName,
      TIA value,
      Atom<TIA, ?> inputAtom) {
    try (Call call = new Call(Functions.MAKE_DF_IS_EQUAL, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(inputDomain.atom(), columnName);
      call.value(inputAtom, value);
      call.text(inputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_drop_null}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_drop_null.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, QI> makeDropNull(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    try (Call call = new Call(Functions.MAKE_DROP_NULL, 2)) {
      call.object(inputDomain);
      call.object(inputMetric);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_find}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_find.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, QI> makeFind(
      Domain<TI> inputDomain, Metric<QI> inputMetric, TI categories) {
    try (Call call = new Call(Functions.MAKE_FIND, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(CompoundType.vector(inputDomain.atom()), categories);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_find_bin}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_find_bin.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, long[], QI> makeFindBin(
      Domain<TI> inputDomain, Metric<QI> inputMetric, TI edges) {
    try (Call call = new Call(Functions.MAKE_FIND_BIN, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(CompoundType.vector(inputDomain.atom()), edges);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_identity}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_identity.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, TI, QI> makeIdentity(
      Domain<TI> domain, Metric<QI> metric) {
    try (Call call = new Call(Functions.MAKE_IDENTITY, 2)) {
      call.object(domain);
      call.object(metric);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_impute_constant}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_impute_constant.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, QI> makeImputeConstant(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Object constant) {
    try (Call call = new Call(Functions.MAKE_IMPUTE_CONSTANT, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(inputDomain.atom(), constant);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_impute_uniform_float}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_impute_uniform_float.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, QI> makeImputeUniformFloat(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Bounds<?> bounds) {
    try (Call call = new Call(Functions.MAKE_IMPUTE_UNIFORM_FLOAT, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(CompoundType.bounds(inputDomain.atom()), bounds);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_index}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_index.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TOA, TOAA> Transformation<TI, QI, TOAA, QI> makeIndex(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      TOAA categories,
      TOA nullValue,
      Atom<TOA, TOAA> outputAtom) {
    try (Call call = new Call(Functions.MAKE_INDEX, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(CompoundType.vector(outputAtom), categories);
      call.value(outputAtom, nullValue);
      call.text(outputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_is_equal}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_is_equal.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, boolean[], QI> makeIsEqual(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Object value) {
    try (Call call = new Call(Functions.MAKE_IS_EQUAL, 3)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(inputDomain.atom(), value);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_is_null}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_is_null.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, boolean[], QI> makeIsNull(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    try (Call call = new Call(Functions.MAKE_IS_NULL, 2)) {
      call.object(inputDomain);
      call.object(inputMetric);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_lipschitz_float_mul}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_lipschitz_float_mul.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, ?> makeLipschitzFloatMul(
      Domain<TI> inputDomain, Metric<QI> inputMetric, Object constant, Bounds<?> bounds) {
    try (Call call = new Call(Functions.MAKE_LIPSCHITZ_FLOAT_MUL, 4)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.raw(inputDomain.atom(), constant);
      call.value(CompoundType.bounds(inputDomain.atom()), bounds);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_mean}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_mean.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, ?> makeMean(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    try (Call call = new Call(Functions.MAKE_MEAN, 2)) {
      call.object(inputDomain);
      call.object(inputMetric);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_metric_bounded}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_metric_bounded.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, TI, Long> makeMetricBounded(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    try (Call call = new Call(Functions.MAKE_METRIC_BOUNDED, 2)) {
      call.object(inputDomain);
      call.object(inputMetric);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_metric_unbounded}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_metric_unbounded.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, TI, Long> makeMetricUnbounded(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    try (Call call = new Call(Functions.MAKE_METRIC_UNBOUNDED, 2)) {
      call.object(inputDomain);
      call.object(inputMetric);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_ordered_random}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_ordered_random.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, TI, Long> makeOrderedRandom(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    try (Call call = new Call(Functions.MAKE_ORDERED_RANDOM, 2)) {
      call.object(inputDomain);
      call.object(inputMetric);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_quantile_score_candidates}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_quantile_score_candidates.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, long[], Long> makeQuantileScoreCandidates(
      Domain<TI> inputDomain, Metric<QI> inputMetric, TI candidates, double alpha) {
    try (Call call = new Call(Functions.MAKE_QUANTILE_SCORE_CANDIDATES, 4)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.value(CompoundType.vector(inputDomain.atom()), candidates);
      call.f64(alpha);
      return new Transformation<>(call.run());
    }
  }

  /** What {@link #makeQuantilesFromCounts} may be told besides. */
  public record QuantilesFromCountsOptions(String interpolation) {
    /** OpenDP's own defaults. */
    public static QuantilesFromCountsOptions defaults() {
      return new QuantilesFromCountsOptions("linear");
    }

    /** The same with another {@code interpolation}. */
    public QuantilesFromCountsOptions withInterpolation(String interpolation) {
      return new QuantilesFromCountsOptions(interpolation);
    }
  }

  /**
   * OpenDP's {@code make_quantiles_from_counts}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_quantiles_from_counts.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <F, FA, TA, TAA> OpenDpFunction<TAA, TAA> makeQuantilesFromCounts(
      TAA binEdges,
      FA alphas,
      Atom<TA, TAA> inputAtom,
      Atom<F, FA> f,
      QuantilesFromCountsOptions options) {
    try (Call call = new Call(Functions.MAKE_QUANTILES_FROM_COUNTS, 5)) {
      call.value(CompoundType.vector(inputAtom), binEdges);
      call.value(CompoundType.vector(f), alphas);
      call.text(options.interpolation());
      call.text(inputAtom.descriptor());
      call.text(f.descriptor());
      return new OpenDpFunction<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_quantiles_from_counts} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_quantiles_from_counts.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TA, TAA> OpenDpFunction<TAA, TAA> makeQuantilesFromCounts(
      TAA binEdges, double[] alphas, Atom<TA, TAA> inputAtom) {
    return makeQuantilesFromCounts(
        binEdges, alphas, inputAtom, Atom.F64, QuantilesFromCountsOptions.defaults());
  }

  /**
   * OpenDP's {@code make_resize}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_resize.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, QO> Transformation<TI, QI, ?, QO> makeResize(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      long size,
      Object constant,
      MetricType<QO> outputType) {
    try (Call call = new Call(Functions.MAKE_RESIZE, 5)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.size(size);
      call.value(inputDomain.atom(), constant);
      call.text(outputType.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_resize} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_resize.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, Long> makeResize(
      Domain<TI> inputDomain, Metric<QI> inputMetric, long size, Object constant) {
    return makeResize(inputDomain, inputMetric, size, constant, MetricType.SYMMETRIC_DISTANCE);
  }

  /**
   * OpenDP's {@code make_select_column}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_select_column.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <K, TOA, TOAA> Transformation<?, Long, TOAA, Long> makeSelectColumn(
      K key, Atom<K, ?> keyAtom, Atom<TOA, TOAA> outputAtom) {
    try (Call call = new Call(Functions.MAKE_SELECT_COLUMN, 3)) {
      call.value(keyAtom, key);
      call.text(keyAtom.descriptor());
      call.text(outputAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_sized_bounded_int_checked_sum}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_sized_bounded_int_checked_sum.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> Transformation<TA, Long, T, T> makeSizedBoundedIntCheckedSum(
      long size, Bounds<T> bounds, Atom<T, TA> atom) {
    try (Call call = new Call(Functions.MAKE_SIZED_BOUNDED_INT_CHECKED_SUM, 3)) {
      call.size(size);
      call.value(CompoundType.bounds(atom), bounds);
      call.text(atom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_sized_bounded_int_monotonic_sum}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_sized_bounded_int_monotonic_sum.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> Transformation<TA, Long, T, T> makeSizedBoundedIntMonotonicSum(
      long size, Bounds<T> bounds, Atom<T, TA> atom) {
    try (Call call = new Call(Functions.MAKE_SIZED_BOUNDED_INT_MONOTONIC_SUM, 3)) {
      call.size(size);
      call.value(CompoundType.bounds(atom), bounds);
      call.text(atom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_sized_bounded_int_ordered_sum}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_sized_bounded_int_ordered_sum.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> Transformation<TA, Long, T, T> makeSizedBoundedIntOrderedSum(
      long size, Bounds<T> bounds, Atom<T, TA> atom) {
    try (Call call = new Call(Functions.MAKE_SIZED_BOUNDED_INT_ORDERED_SUM, 3)) {
      call.size(size);
      call.value(CompoundType.bounds(atom), bounds);
      call.text(atom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_sized_bounded_int_split_sum}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_sized_bounded_int_split_sum.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T, TA> Transformation<TA, Long, T, T> makeSizedBoundedIntSplitSum(
      long size, Bounds<T> bounds, Atom<T, TA> atom) {
    try (Call call = new Call(Functions.MAKE_SIZED_BOUNDED_INT_SPLIT_SUM, 3)) {
      call.size(size);
      call.value(CompoundType.bounds(atom), bounds);
      call.text(atom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_split_dataframe}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_split_dataframe.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <K, KA> Transformation<String, Long, ?, Long> makeSplitDataframe(
      String separator, KA colNames, Atom<K, KA> keyAtom) {
    try (Call call = new Call(Functions.MAKE_SPLIT_DATAFRAME, 3)) {
      call.text(separator);
      call.value(CompoundType.vector(keyAtom), colNames);
      call.text(keyAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_split_lines}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_split_lines.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Transformation<String, Long, String[], Long> makeSplitLines() {
    try (Call call = new Call(Functions.MAKE_SPLIT_LINES, 0)) {
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_split_records}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_split_records.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Transformation<String[], Long, ?, Long> makeSplitRecords(String separator) {
    try (Call call = new Call(Functions.MAKE_SPLIT_RECORDS, 1)) {
      call.text(separator);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_subset_by}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_subset_by.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   * @deprecated by OpenDP
   */
  @Deprecated
  public static <TK, TKA> Transformation<?, Long, ?, Long> makeSubsetBy(
      TK indicatorColumn, TKA keepColumns, Atom<TK, TKA> keyAtom) {
    try (Call call = new Call(Functions.MAKE_SUBSET_BY, 3)) {
      call.value(keyAtom, indicatorColumn);
      call.value(CompoundType.vector(keyAtom), keepColumns);
      call.text(keyAtom.descriptor());
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_sum}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_sum.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, ?, ?> makeSum(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    try (Call call = new Call(Functions.MAKE_SUM, 2)) {
      call.object(inputDomain);
      call.object(inputMetric);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_unordered}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_unordered.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI> Transformation<TI, QI, TI, Long> makeUnordered(
      Domain<TI> inputDomain, Metric<QI> inputMetric) {
    try (Call call = new Call(Functions.MAKE_UNORDERED, 2)) {
      call.object(inputDomain);
      call.object(inputMetric);
      return new Transformation<>(call.run());
    }
  }

  /**
   * OpenDP's {@code make_user_transformation}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/transformations/fn.make_user_transformation.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <TI, QI, TO, QO> Transformation<TI, QI, TO, QO> makeUserTransformation(
      Domain<TI> inputDomain,
      Metric<QI> inputMetric,
      Domain<TO> outputDomain,
      Metric<QO> outputMetric,
      Function<? super TI, ? extends TO> function,
      Function<? super QI, ? extends QO> stabilityMap) {
    try (Call call = new Call(Functions.MAKE_USER_TRANSFORMATION, 6)) {
      call.object(inputDomain);
      call.object(inputMetric);
      call.object(outputDomain);
      call.object(outputMetric);
      call.function(Callbacks.of(function, outputDomain.carrierType()));
      call.function(Callbacks.of(stabilityMap, outputMetric.distanceType()));
      return new Transformation<>(call.run());
    }
  }
}
