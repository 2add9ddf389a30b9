package dev.lethe.training;

/**
 * The public constants that a run's guarantee rests on, as they were really used.
 *
 * @param clippingNorm C
 * @param normSlack eta: a unit's contribution has a norm of at most {@code C (1 + eta)}
 * @param massBound M, the second clipping bound, which makes the float error bound a proof
 * @param floatError E, between a computed and an exact sum of contributions
 * @param gridStep gamma
 * @param parameters d
 * @param sensitivity {@code C (1 + eta) + gamma sqrt(d) + 2 E}, rounded up
 * @param noiseMultiplier noise over sensitivity
 * @param standardDeviation of the noise, noise multiplier times sensitivity, rounded up
 * @param unitCap most units of one step
 * @param unitsPerPass most units in one pass of the engine; 1 also where the check of row
 *     independence failed and every unit was computed alone
 * @param normaliser what the noised sum is divided by
 * @param sampler how units were sampled
 * @param noise the noise source
 * @param engine engine and version
 * @param distancePerValue the noise source's statistical distance per value
 * @param noiseDelta {@code (1 + e^epsilon) T d distancePerValue}
 * @param unitCapDelta {@code (1 + e^epsilon) T} times the probability that a step meets the cap
 */
public record TrainingFacts(
    double clippingNorm,
    double normSlack,
    double massBound,
    double floatError,
    double gridStep,
    long parameters,
    double sensitivity,
    double noiseMultiplier,
    double standardDeviation,
    long unitCap,
    int unitsPerPass,
    double normaliser,
    String sampler,
    String noise,
    String engine,
    double distancePerValue,
    double noiseDelta,
    double unitCapDelta) {

  /** The same constants, with what they cost in a larger whole. */
  TrainingFacts withDeltas(double ofNoise, double ofUnitCap) {
    return new TrainingFacts(
        clippingNorm,
        normSlack,
        massBound,
        floatError,
        gridStep,
        parameters,
        sensitivity,
        noiseMultiplier,
        standardDeviation,
        unitCap,
        unitsPerPass,
        normaliser,
        sampler,
        noise,
        engine,
        distancePerValue,
        ofNoise,
        ofUnitCap);
  }
}
