package dev.lethe.training.kernels;

/**
 * How far a kernel's result may be from the exact one on the same floats, whatever they are;
 * docs/guarantees.md proves each. Every figure is rounded up.
 */
public final class KernelBounds {

  /** A bucket of more positions is computed in fp64. */
  public static final int MOST_FLOAT_POSITIONS = 48;

  private static final double U64 = 0x1p-53;
  private static final double U32 = 0x1p-24;

  private KernelBounds() {}

  /** Relative error of a squared norm of so many values. */
  public static double squaredNorm(long values) {
    return gamma(values + 1, U64);
  }

  /** Relative error of a squared norm by embedding, for a unit of so many positions. */
  public static double embedding(long positions, int width) {
    return gamma(2 * positions + positions * width + 4, U64);
  }

  /** Error of a squared norm by Gram products, relative to the squared mass. */
  public static double gram(int inputs, int outputs, long positions) {
    return gamma(
        Math.addExact(Math.multiplyExact(positions, positions), 2L * Math.max(inputs, outputs) + 8),
        U64);
  }

  /** Relative error of a mass. */
  public static double mass(int inputs, int outputs, long positions) {
    return gamma(inputs + (long) outputs + positions + 8, U64);
  }

  /**
   * Error per coordinate of an instantiated contribution, relative to the sum of |g||a| over so
   * many terms. The privacy proof does not need it: norms are those of the contribution as
   * computed.
   */
  public static double contribution(long terms) {
    return gamma(terms + 2, U32);
  }

  /**
   * Error per coordinate of what one bucket adds to the sum, before fp64 rounding, relative to the
   * sum of |c||a| over its positions.
   */
  public static double bucket(int positions) {
    return positions > MOST_FLOAT_POSITIONS
        ? gamma(positions + 2L, U64)
        : gamma(positions + 2L, U32);
  }

  /** The same, absolute: what underflow may add to a coordinate. */
  public static double bucketUnderflow(int positions) {
    return positions * 0x1p-149;
  }

  /**
   * How much the sum of the one bucket that a unit is in may change beyond the unit's contribution,
   * in L2 norm, where the contributions of units with one position each have at most that norm.
   */
  public static double bucketChange(double norm, long dimension) {
    double underflow = Math.sqrt(dimension) * bucketUnderflow(MOST_FLOAT_POSITIONS);
    double relative = MOST_FLOAT_POSITIONS * bucket(MOST_FLOAT_POSITIONS);
    return 2 * Math.nextUp(Math.nextUp(Math.nextUp(relative * norm)) + Math.nextUp(underflow));
  }

  /** Error of a sum of so many weighted terms in fp64, relative to the sum of their magnitudes. */
  public static double sum(long terms) {
    return gamma(terms + 2, U64);
  }

  /** Error of a coefficient: |c| is at most (1 + this) w |g|. */
  public static double coefficient() {
    return U64;
  }

  /** n u / (1 - n u), rounded up. */
  private static double gamma(long n, double u) {
    double nu = Math.nextUp(Math.nextUp((double) n) * u);
    if (!(nu < 0.5)) {
      throw new IllegalArgumentException("no bound is proven for so many roundings");
    }
    return Math.nextUp(nu / Math.nextDown(1 - nu));
  }
}
