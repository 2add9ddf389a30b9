package dev.lethe.privacy.event;

/**
 * One release of a value plus Laplace noise (or a post-processing of it).
 *
 * @param noiseMultiplier scale of the noise over the L1 sensitivity, finite and positive
 */
public record Laplace(double noiseMultiplier) implements PrivacyEvent {
  public Laplace {
    Checks.positive("noise multiplier", noiseMultiplier);
  }
}
