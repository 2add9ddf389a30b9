package dev.lethe.privacy.event;

/**
 * An event applied to a Poisson sample that is cut down, uniformly at random, to a maximum size.
 *
 * @param samplingRate probability with which each unit enters before the cut, in (0, 1]
 * @param population public number of units, at least 1
 * @param maxBatch most units kept, at least 1
 * @param event what happens to the units kept
 */
public record TruncatedPoissonSampled(
    double samplingRate, long population, long maxBatch, PrivacyEvent event)
    implements PrivacyEvent {
  public TruncatedPoissonSampled {
    Checks.rate(samplingRate);
    Checks.atLeast("population", population, 1);
    Checks.atLeast("maximal batch", maxBatch, 1);
  }
}
