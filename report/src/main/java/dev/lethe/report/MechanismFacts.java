package dev.lethe.report;

/**
 * What was done to each step's sum before anything left the trainer.
 *
 * @param name the mechanism's tag, for example {@code grid-gaussian}
 * @param noiseMultiplier standard deviation over sensitivity
 * @param clippingNorm C, the L2 norm that a unit's summed gradient is clipped to; where clipping
 *     adapts, that of the first step, for which this record's figures are. They scale with C
 * @param clippingMode how clipping is done, for example {@code flat}
 * @param gridStep gamma, the power of two that sums and noise are rounded to
 * @param dimension number of trained parameters, d
 * @param normSlack eta, clipping's own relative rounding
 * @param floatError E, a bound on the float error in what one unit can change
 * @param sensitivity {@code C (1 + eta) + gamma sqrt(d) + 2 E}
 * @param standardDeviation of the noise per coordinate, at least the multiplier times the
 *     sensitivity
 * @param floatErrorBasis why {@code floatError} is a bound
 */
public record MechanismFacts(
    String name,
    double noiseMultiplier,
    double clippingNorm,
    String clippingMode,
    double gridStep,
    long dimension,
    double normSlack,
    double floatError,
    double sensitivity,
    double standardDeviation,
    String floatErrorBasis) {
  /** The clipping mode in which a noised count moves C from step to step. */
  static final String ADAPTIVE = "adaptive";

  public MechanismFacts {
    Require.text("name", name);
    Require.positive("noiseMultiplier", noiseMultiplier);
    Require.positive("clippingNorm", clippingNorm);
    Require.text("clippingMode", clippingMode);
    Require.positive("gridStep", gridStep);
    Require.atLeast("dimension", dimension, 1);
    Require.notNegative("normSlack", normSlack);
    Require.notNegative("floatError", floatError);
    Require.positive("sensitivity", sensitivity);
    Require.positive("standardDeviation", standardDeviation);
    Require.text("floatErrorBasis", floatErrorBasis);
  }
}
