package dev.lethe.privacy.event;

/**
 * An event applied to a sample that each privacy unit enters independently with the same
 * probability.
 *
 * @param samplingRate probability in (0, 1]
 * @param event what happens to the sample
 */
public record PoissonSampled(double samplingRate, PrivacyEvent event) implements PrivacyEvent {
  public PoissonSampled {
    Checks.rate(samplingRate);
  }
}
