package dev.lethe.spec;

import java.util.List;

/** How each unit's summed gradient is scaled down before it is added to the others'. */
public sealed interface ClippingSpec {

  /** C, the most that one unit can move a step's sum; where it adapts, the one to begin with. */
  double norm();

  /** The name used in specs. */
  String tag();

  /** One norm over all parameters. */
  static ClippingSpec flat(double norm) {
    return new Flat(norm);
  }

  /**
   * One norm over all parameters.
   *
   * @param norm C
   */
  record Flat(double norm) implements ClippingSpec {
    public static final String TAG = "flat";

    @Override
    public String tag() {
      return TAG;
    }
  }

  /**
   * A norm for each layer, whose squares add up to at most that of C.
   *
   * @param norm C
   * @param norms one for each layer, from the input on; empty for equal ones
   */
  record PerLayer(double norm, List<Double> norms) implements ClippingSpec {
    public static final String TAG = "per-layer";

    public PerLayer {
      norms = List.copyOf(norms);
    }

    @Override
    public String tag() {
      return TAG;
    }
  }

  /**
   * Every gradient is scaled to nearly C, small ones too (Bu et al. 2023, AUTO-S).
   *
   * @param norm C
   * @param stability added to a gradient's norm before C is divided by it
   */
  record Automatic(double norm, double stability) implements ClippingSpec {
    public static final String TAG = "automatic";
    static final double DEFAULT_STABILITY = 0.01;

    @Override
    public String tag() {
      return TAG;
    }
  }

  /**
   * C follows a quantile of the gradients' norms by noised counts (Andrew et al. 2021).
   *
   * @param norm the first C
   * @param min C is never below
   * @param max C is never above
   * @param quantile share of units whose norm is to be at most C, in (0, 1)
   * @param rate how fast C follows: it changes by a factor of {@code exp(-rate (share - quantile))}
   * @param countNoise standard deviation of the noise on the count, in units
   */
  record Adaptive(
      double norm, double min, double max, double quantile, double rate, double countNoise)
      implements ClippingSpec {
    public static final String TAG = "adaptive";
    static final double DEFAULT_QUANTILE = 0.5;
    static final double DEFAULT_RATE = 0.2;

    /** The count's noise where none is given, as the expected batch over this. */
    static final double DEFAULT_COUNT_SHARE = 20;

    @Override
    public String tag() {
      return TAG;
    }

    /** Noise over sensitivity of the count, in which a unit moves its centred bit by one half. */
    public double countNoiseMultiplier() {
      return 2 * countNoise;
    }
  }
}
