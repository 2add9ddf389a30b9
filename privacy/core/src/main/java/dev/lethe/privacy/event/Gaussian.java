package dev.lethe.privacy.event;

/**
 * One release of a value plus Gaussian noise (or a post-processing of it).
 *
 * @param noiseMultiplier standard deviation over L2 sensitivity, finite and positive
 */
public record Gaussian(double noiseMultiplier) implements PrivacyEvent {
  public Gaussian {
    Checks.positive("noise multiplier", noiseMultiplier);
  }
}
