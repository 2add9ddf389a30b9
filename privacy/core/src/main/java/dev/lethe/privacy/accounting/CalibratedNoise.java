package dev.lethe.privacy.accounting;

/**
 * A noise multiplier whose bound meets the target it was calibrated to.
 *
 * @param noiseMultiplier standard deviation over sensitivity
 * @param bound the accountant's bound at exactly this noise multiplier
 */
public record CalibratedNoise(double noiseMultiplier, EpsilonBound bound) {}
