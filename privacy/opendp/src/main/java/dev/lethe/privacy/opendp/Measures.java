package dev.lethe.privacy.opendp;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ways to measure a privacy loss.
 *
 * <p>Generated from OpenDP's description of its functions: see docs/opendp.md. Do not edit.
 */
public final class Measures {

  private Measures() {}

  /**
   * OpenDP's {@code approximate}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measures/fn.approximate.html">its documentation and
   * proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static <Q> Measure<Pair<Q, Double>> approximate(Measure<Q> measure) {
    try (Call call = new Call(Functions.APPROXIMATE, 1)) {
      call.object(measure);
      return new Measure<>(call.run());
    }
  }

  /**
   * OpenDP's {@code fixed_smoothed_max_divergence}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measures/fn.fixed_smoothed_max_divergence.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Measure<Pair<Double, Double>> fixedSmoothedMaxDivergence() {
    try (Call call = new Call(Functions.FIXED_SMOOTHED_MAX_DIVERGENCE, 0)) {
      return new Measure<>(call.run());
    }
  }

  /**
   * OpenDP's {@code max_divergence}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measures/fn.max_divergence.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Measure<Double> maxDivergence() {
    try (Call call = new Call(Functions.MAX_DIVERGENCE, 0)) {
      return new Measure<>(call.run());
    }
  }

  /**
   * OpenDP's {@code new_privacy_profile}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measures/fn.new_privacy_profile.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static PrivacyProfile newPrivacyProfile(Function<? super Double, ? extends Double> curve) {
    try (Call call = new Call(Functions.NEW_PRIVACY_PROFILE, 1)) {
      call.function(Callbacks.of(curve, Atom.F64));
      return new PrivacyProfile(call.run());
    }
  }

  /**
   * OpenDP's {@code renyi_divergence}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measures/fn.renyi_divergence.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Measure<OpenDpFunction<Double, Double>> renyiDivergence() {
    try (Call call = new Call(Functions.RENYI_DIVERGENCE, 0)) {
      return new Measure<>(call.run());
    }
  }

  /**
   * OpenDP's {@code smoothed_max_divergence}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measures/fn.smoothed_max_divergence.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Measure<PrivacyProfile> smoothedMaxDivergence() {
    try (Call call = new Call(Functions.SMOOTHED_MAX_DIVERGENCE, 0)) {
      return new Measure<>(call.run());
    }
  }

  /** What {@link #userDivergence} may be told besides. */
  public record UserDivergenceOptions(@Nullable Object descriptor) {
    /** OpenDP's own defaults. */
    public static UserDivergenceOptions defaults() {
      return new UserDivergenceOptions(null);
    }

    /** The same with another {@code descriptor}. */
    public UserDivergenceOptions withDescriptor(@Nullable Object descriptor) {
      return new UserDivergenceOptions(descriptor);
    }
  }

  /**
   * OpenDP's {@code user_divergence}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measures/fn.user_divergence.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Measure<Object> userDivergence(String identifier, UserDivergenceOptions options) {
    try (Call call = new Call(Functions.USER_DIVERGENCE, 2)) {
      call.text(identifier);
      call.extrinsic(options.descriptor() == null ? identifier : options.descriptor());
      return new Measure<>(call.run());
    }
  }

  /**
   * OpenDP's {@code user_divergence} with its own defaults: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measures/fn.user_divergence.html">its documentation
   * and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Measure<Object> userDivergence(String identifier) {
    return userDivergence(identifier, UserDivergenceOptions.defaults());
  }

  /**
   * OpenDP's {@code zero_concentrated_divergence}: see <a
   * href="https://docs.rs/opendp/0.16.0/opendp/measures/fn.zero_concentrated_divergence.html">its
   * documentation and proof</a>.
   *
   * @throws OpenDpException if OpenDP refuses the arguments
   */
  public static Measure<Double> zeroConcentratedDivergence() {
    try (Call call = new Call(Functions.ZERO_CONCENTRATED_DIVERGENCE, 0)) {
      return new Measure<>(call.run());
    }
  }
}
