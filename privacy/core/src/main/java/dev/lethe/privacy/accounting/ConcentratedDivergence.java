package dev.lethe.privacy.accounting;

/**
 * Bounds a mechanism with divergence at most {@code rho alpha} at every order alpha (Bun and
 * Steinke 2016, definition 1).
 *
 * @param rho rounded up
 */
record ConcentratedDivergence(double rho) implements Divergence {

  /**
   * The discrete Gaussian: its divergence is at most that of the continuous one at the same
   * distance (Canonne, Kamath and Steinke 2020, theorem 4).
   */
  static ConcentratedDivergence discreteGaussian(double standardDeviation, double sensitivity) {
    double distance = Math.nextUp(Math.nextUp(sensitivity) / standardDeviation);
    return new ConcentratedDivergence(Math.nextUp(distance * distance / 2));
  }

  @Override
  public double at(double order) {
    return Math.nextUp(rho * order);
  }
}
