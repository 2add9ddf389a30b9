package dev.lethe.spec;

import dev.lethe.privacy.accounting.EpsilonBound;
import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.mechanism.NoiseGrid;

/**
 * A spec with everything that privacy depends on fixed: running it costs exactly {@link #event()},
 * and {@link #predicted()} is at most the spec's epsilon.
 *
 * @param spec the spec
 * @param specDigest SHA-256 in hex of the spec's canonical JSON
 * @param features encoded input width
 * @param outputs 1 logit for a binary label, otherwise one per class
 * @param parameters number of trained parameters, d
 * @param samplingRate expected batch over population
 * @param noiseMultiplier standard deviation of the noise over the sensitivity
 * @param grid the grid that sums and noise are rounded to
 * @param stepEvent what one step costs
 * @param event what the whole run costs
 * @param accountantDelta the part of delta that the accountant is given
 * @param reservedDelta the part kept for sampler distance and truncation
 * @param predicted the accountant's bound at {@code accountantDelta}
 * @param estimate time and memory expected
 */
public record TrainingPlan(
    TrainingSpec spec,
    String specDigest,
    int features,
    int outputs,
    long parameters,
    double samplingRate,
    double noiseMultiplier,
    NoiseGrid grid,
    PrivacyEvent stepEvent,
    PrivacyEvent event,
    double accountantDelta,
    double reservedDelta,
    EpsilonBound predicted,
    Estimate estimate) {

  /**
   * A rough expectation, from the shapes alone.
   *
   * @param seconds wall clock of training on two cores
   * @param bytes peak memory
   */
  public record Estimate(double seconds, long bytes) {}
}
