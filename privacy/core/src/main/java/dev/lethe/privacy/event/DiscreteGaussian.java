package dev.lethe.privacy.event;

/**
 * One release of an integer plus discrete Gaussian noise (Canonne, Kamath and Steinke 2020), or a
 * post-processing of it.
 *
 * @param standardDeviation the noise's parameter sigma, finite and positive
 * @param sensitivity most that one unit changes the integer, at least 1
 */
public record DiscreteGaussian(double standardDeviation, long sensitivity) implements PrivacyEvent {
  public DiscreteGaussian {
    Checks.positive("standard deviation", standardDeviation);
    Checks.atLeast("sensitivity", sensitivity, 1);
  }
}
