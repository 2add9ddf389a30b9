package dev.lethe.privacy.accounting;

/**
 * Bounds the Laplace mechanism of any dimension; exact where one coordinate changes by all of the
 * sensitivity.
 *
 * <p>At distance s over the scale, the moment of order alpha is {@code (alpha e^((alpha - 1) s) +
 * (alpha - 1) e^(-alpha s)) / (2 alpha - 1)} (Mironov 2017, proposition 6). Its logarithm is convex
 * in s and 0 at 0, so the sum over coordinates is at most the value at the sum of the distances.
 *
 * @param distance L1 sensitivity over the scale, rounded up
 */
record LaplaceDivergence(double distance) implements Divergence {
  private static final double ERROR = 0x1p-46;

  static LaplaceDivergence ofMultiplier(double noiseMultiplier) {
    return new LaplaceDivergence(Math.nextUp(1 / noiseMultiplier));
  }

  @Override
  public double at(double order) {
    // The moment less 1 as a sum of two terms that are not negative: the linear parts cancel.
    double up = StrictMath.log(order) + LogSpace.logExpm2((order - 1) * distance);
    double down = StrictMath.log(order - 1) + LogSpace.logExpm2(-order * distance);
    double most = Math.max(up, down);
    double logExcess =
        most
            + StrictMath.log1p(StrictMath.exp(-Math.abs(up - down)))
            - StrictMath.log(2 * order - 1);
    double error = ERROR * (order * distance + Math.abs(up) + Math.abs(down) + 4);
    double divergence = LogSpace.log1pExp(logExcess + error) / (order - 1);
    // Also where the excess underflowed or an infinity met another.
    return divergence < distance
        ? Math.min(distance, divergence * (1 + ERROR) + 1e-290 / (order - 1))
        : distance;
  }
}
