package dev.lethe.privacy.mechanism;

/**
 * The sum of clipped unit gradients, with a proven bound on what one unit can change in it.
 *
 * <p>The values are raw and private: nothing but a mechanism may read them.
 */
public final class ClippedSum {
  private final double[] values;
  private final double clippingNorm;
  private final double normSlack;
  private final double floatError;

  /**
   * @param values the sum, one value per parameter; ownership passes to this object
   * @param clippingNorm C, the L2 norm that every unit was clipped to
   * @param normSlack eta: a unit's computed contribution has a norm of at most {@code C (1 + eta)}
   * @param floatError E: an L2 bound on the distance between the computed and the exact sum of the
   *     computed contributions
   */
  public ClippedSum(double[] values, double clippingNorm, double normSlack, double floatError) {
    if (!(clippingNorm > 0) || Double.isInfinite(clippingNorm)) {
      throw new IllegalArgumentException("clipping norm must be finite and positive");
    }
    if (!(normSlack >= 0) || !(floatError >= 0)) {
      throw new IllegalArgumentException("norm slack and float error must not be negative");
    }
    this.values = values;
    this.clippingNorm = clippingNorm;
    this.normSlack = normSlack;
    this.floatError = floatError;
  }

  /** Number of parameters. */
  public int dimension() {
    return values.length;
  }

  /** C. */
  public double clippingNorm() {
    return clippingNorm;
  }

  /** eta. */
  public double normSlack() {
    return normSlack;
  }

  /** E. */
  public double floatError() {
    return floatError;
  }

  double[] values() {
    return values;
  }
}
