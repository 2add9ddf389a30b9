package dev.lethe.privacy.opendp;

import org.jspecify.annotations.Nullable;

/**
 * Ways to measure the distance between values.
 *
 * <p>Generated from OpenDP's description of its functions: see docs/opendp.md. Do not edit.
 */
public final class Metrics {

  private Metrics() {}

  /**
   * OpenDP's {@code absolute_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.absolute_distance.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Metric<T> absoluteDistance(Atom<T, ?> atom) {
    try (Call call = new Call(Functions.ABSOLUTE_DISTANCE, 1)) {
      call.text(atom.descriptor());
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code change_one_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.change_one_distance.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Metric<Long> changeOneDistance() {
    try (Call call = new Call(Functions.CHANGE_ONE_DISTANCE, 0)) {
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code discrete_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.discrete_distance.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Metric<Long> discreteDistance() {
    try (Call call = new Call(Functions.DISCRETE_DISTANCE, 0)) {
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code hamming_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.hamming_distance.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Metric<Long> hammingDistance() {
    try (Call call = new Call(Functions.HAMMING_DISTANCE, 0)) {
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code insert_delete_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.insert_delete_distance.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Metric<Long> insertDeleteDistance() {
    try (Call call = new Call(Functions.INSERT_DELETE_DISTANCE, 0)) {
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code l01inf_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.l01inf_distance.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Metric<PartitionDistance<T>> l01infDistance(Metric<T> metric) {
    try (Call call = new Call(Functions.L01INF_DISTANCE, 1)) {
      call.object(metric);
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code l02inf_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.l02inf_distance.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Metric<PartitionDistance<T>> l02infDistance(Metric<T> metric) {
    try (Call call = new Call(Functions.L02INF_DISTANCE, 1)) {
      call.object(metric);
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code l1_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.l1_distance.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Metric<T> l1Distance(Atom<T, ?> atom) {
    try (Call call = new Call(Functions.L1_DISTANCE, 1)) {
      call.text(atom.descriptor());
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code l2_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.l2_distance.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Metric<T> l2Distance(Atom<T, ?> atom) {
    try (Call call = new Call(Functions.L2_DISTANCE, 1)) {
      call.text(atom.descriptor());
      return new Metric<>(call.run());
    }
  }

  /** What {@link #linfDistance} may be told besides. */
  public record LinfDistanceOptions(boolean monotonic) {
    /** OpenDP's own defaults. */
    public static LinfDistanceOptions defaults() {
      return new LinfDistanceOptions(false);
    }

    /** The same with another {@code monotonic}. */
    public LinfDistanceOptions withMonotonic(boolean monotonic) {
      return new LinfDistanceOptions(monotonic);
    }
  }

  /**
   * OpenDP's {@code linf_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.linf_distance.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Metric<T> linfDistance(Atom<T, ?> atom, LinfDistanceOptions options) {
    try (Call call = new Call(Functions.LINF_DISTANCE, 2)) {
      call.flag(options.monotonic());
      call.text(atom.descriptor());
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code linf_distance} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.linf_distance.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <T> Metric<T> linfDistance(Atom<T, ?> atom) {
    return linfDistance(atom, LinfDistanceOptions.defaults());
  }

  /**
   * OpenDP's {@code symmetric_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.symmetric_distance.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Metric<Long> symmetricDistance() {
    try (Call call = new Call(Functions.SYMMETRIC_DISTANCE, 0)) {
      return new Metric<>(call.run());
    }
  }

  /** What {@link #userDistance} may be told besides. */
  public record UserDistanceOptions(@Nullable Object descriptor) {
    /** OpenDP's own defaults. */
    public static UserDistanceOptions defaults() {
      return new UserDistanceOptions(null);
    }

    /** The same with another {@code descriptor}. */
    public UserDistanceOptions withDescriptor(@Nullable Object descriptor) {
      return new UserDistanceOptions(descriptor);
    }
  }

  /**
   * OpenDP's {@code user_distance}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.user_distance.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Metric<Object> userDistance(String identifier, UserDistanceOptions options) {
    try (Call call = new Call(Functions.USER_DISTANCE, 2)) {
      call.text(identifier);
      call.extrinsic(options.descriptor() == null ? identifier : options.descriptor());
      return new Metric<>(call.run());
    }
  }

  /**
   * OpenDP's {@code user_distance} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/metrics/fn.user_distance.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Metric<Object> userDistance(String identifier) {
    return userDistance(identifier, UserDistanceOptions.defaults());
  }
}
