package dev.lethe.privacy.accounting;

/**
 * Poisson sampling of a pure mechanism, exact for binary randomized response, of which all pure
 * pairs are a post-processing; the mixture of post-processed laws is that of the mixture.
 *
 * <p>Its likelihood ratios are {@code 1 + q (e^epsilon - 1)} with mass {@code 1 / (1 + e^epsilon)}
 * and {@code 1 - q (1 - e^-epsilon)}. The mixture's divergence from the unsampled law is the larger
 * direction (Mironov, Talwar and Zhang 2019, theorem 5: the pair is symmetric).
 */
record SampledPureDivergence(double q, double epsilon) implements Divergence {
  private static final double ERROR = 0x1p-46;

  /** What is left of epsilon: {@code log(1 + q (e^epsilon - 1))}, rounded up. */
  static double amplified(double q, double epsilon) {
    double logGain = StrictMath.log(q) + LogSpace.logExpm1(epsilon);
    double error = ERROR * (1 + epsilon - StrictMath.log(q) + Math.abs(logGain));
    double amplified = LogSpace.log1pExp(logGain + error) * (1 + ERROR) + 1e-290;
    return amplified < epsilon ? amplified : epsilon;
  }

  @Override
  public double at(double order) {
    double pure = PureDivergence.of(amplified(q, epsilon)).at(order);
    double logHigh = -LogSpace.log1pExp(epsilon);
    double up = amplified(q, epsilon);
    double down = StrictMath.log1p(q * StrictMath.expm1(-epsilon));
    double largest = order * up;
    if (!(largest < 600)) {
      return pure;
    }
    double excess =
        StrictMath.exp(logHigh) * bregman(order, up)
            + StrictMath.exp(-LogSpace.log1pExp(-epsilon)) * bregman(order, down);
    double divergence = StrictMath.log1p(excess * (1 + ERROR)) / (order - 1) * (1 + ERROR) + 1e-290;
    return divergence < pure ? divergence : pure;
  }

  /** {@code R^order - 1 - order (R - 1)} for {@code log R = u}, rounded up; it is not negative. */
  private static double bregman(double order, double u) {
    double power = StrictMath.exp(LogSpace.logExpm2(order * u));
    double line = order * StrictMath.exp(LogSpace.logExpm2(u));
    return power - line + ERROR * (1 + Math.abs(order * u)) * (power + line);
  }
}
