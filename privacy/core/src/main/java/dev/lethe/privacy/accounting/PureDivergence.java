package dev.lethe.privacy.accounting;

/**
 * Bounds every pair of laws whose likelihood ratio stays within {@code e^epsilon}, by the pair that
 * all others are a post-processing of.
 *
 * <p>With mass r at likelihood ratio {@code e^epsilon} and the mirror image of it, the moment of
 * order alpha is {@code 1 + r (e^(alpha epsilon) - 1) (1 - e^(-(alpha - 1) epsilon))}. Binary
 * randomized response has {@code r = 1 / (1 + e^epsilon)} and yields all pure pairs (Kairouz, Oh
 * and Viswanath 2015, theorem 2); k-ary randomized response has the mass of one false answer.
 */
record PureDivergence(double epsilon, double logMass) implements Divergence {
  private static final double ERROR = 0x1p-47;

  /** All that is known is epsilon. */
  static PureDivergence of(double epsilon) {
    return new PureDivergence(epsilon, -LogSpace.log1pExp(epsilon) + ERROR * (1 + epsilon));
  }

  /** One of several answers, true with the given probability, else any of the others. */
  static PureDivergence randomizedResponse(double truth, double categories) {
    double logFalse = StrictMath.log1p(-truth) - StrictMath.log(categories - 1);
    double error = ERROR * (1 + StrictMath.log(categories) - StrictMath.log1p(-truth));
    double epsilon = StrictMath.log(truth) - logFalse + 2 * error;
    return new PureDivergence(Math.max(0, epsilon), logFalse + error);
  }

  /**
   * A pure mechanism on a sample of fixed size under replace-one: the argument of {@link
   * FixedSizeGaussian}, where the likelihood ratio is above 1 at a single point.
   */
  static PureDivergence fixedSize(double rate, double epsilon) {
    return new PureDivergence(
        SampledPureDivergence.amplified(rate, epsilon), PureDivergence.of(epsilon).logMass);
  }

  @Override
  public double at(double order) {
    if (epsilon == 0) {
      return 0;
    }
    double logExcess =
        LogSpace.logExpm1(order * epsilon)
            + LogSpace.logOneMinusExp((order - 1) * epsilon)
            + logMass;
    double error = ERROR * (order * epsilon + Math.abs(logExcess) + 4);
    double divergence = LogSpace.log1pExp(logExcess + error) / (order - 1);
    return divergence < epsilon ? Math.min(epsilon, divergence * (1 + ERROR) + 1e-290) : epsilon;
  }
}
