package dev.lethe.privacy.event;

/**
 * One release of a value plus Gaussian noise (or a post-processing of it).
 *
 * @param noiseMultiplier standard deviation over L2 sensitivity, finite and positive
 */
public record Gaussian(double noiseMultiplier) implements PrivacyEvent {
  public Gaussian {
    if (!(noiseMultiplier > 0) || Double.isInfinite(noiseMultiplier)) {
      throw new IllegalArgumentException(
          "noise multiplier must be finite and positive, got " + noiseMultiplier);
    }
  }
}
