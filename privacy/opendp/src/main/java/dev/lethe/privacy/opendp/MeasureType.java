package dev.lethe.privacy.opendp;

/**
 * Names a privacy measure where a constructor asks for its type only.
 *
 * @param <Q> the Java type of a privacy loss
 */
public final class MeasureType<Q> {

  /** Pure differential privacy: epsilon. */
  public static final MeasureType<Double> MAX_DIVERGENCE = new MeasureType<>("MaxDivergence");

  /** Zero-concentrated differential privacy: rho. */
  public static final MeasureType<Double> ZERO_CONCENTRATED_DIVERGENCE =
      new MeasureType<>("ZeroConcentratedDivergence");

  /** Approximate differential privacy: epsilon and delta. */
  public static final MeasureType<Pair<Double, Double>> APPROXIMATE_MAX_DIVERGENCE =
      new MeasureType<>("Approximate<MaxDivergence>");

  /** Approximate zero-concentrated differential privacy: rho and delta. */
  public static final MeasureType<Pair<Double, Double>> APPROXIMATE_ZERO_CONCENTRATED_DIVERGENCE =
      new MeasureType<>("Approximate<ZeroConcentratedDivergence>");

  private final String descriptor;

  private MeasureType(String descriptor) {
    this.descriptor = descriptor;
  }

  /** The type as OpenDP writes it. */
  public String descriptor() {
    return descriptor;
  }

  @Override
  public String toString() {
    return descriptor;
  }
}
