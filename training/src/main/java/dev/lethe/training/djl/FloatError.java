package dev.lethe.training.djl;

/**
 * Bounds of IEEE double arithmetic (Higham, Accuracy and Stability of Numerical Algorithms, chapter
 * 3), each rounded up.
 */
final class FloatError {
  /** u. */
  static final double UNIT_ROUNDOFF = 0x1p-53;

  private FloatError() {}

  /**
   * gamma_n = n u / (1 - n u): the relative error of n roundings, in whatever order terms are
   * added.
   *
   * @param n at most 2^40
   */
  static double gamma(long n) {
    if (n < 0 || n > 1L << 40) {
      throw new IllegalArgumentException("the model is too large for the float error bound: " + n);
    }
    double nu = n * UNIT_ROUNDOFF;
    return Math.nextUp(nu / Math.nextDown(1 - nu));
  }
}
