package dev.lethe.training.djl;

/**
 * What is known of the contributions of a pass's units before they are clipped, by group. Private.
 */
final class UnitNorms {
  private final int groups;
  private final double[] squares;
  private final double[] masses;

  UnitNorms(int units, int groups) {
    this.groups = groups;
    this.squares = new double[Math.multiplyExact(units, groups)];
    this.masses = new double[squares.length];
  }

  void set(int unit, int group, double square, double squaredMass) {
    squares[unit * groups + group] = square;
    masses[unit * groups + group] = squaredMass;
  }

  /** Computed squared norm; may come out below zero by rounding. */
  double square(int unit, int group) {
    return squares[unit * groups + group];
  }

  /** Computed squared mass, at least the squared norm but for rounding. */
  double squaredMass(int unit, int group) {
    return masses[unit * groups + group];
  }
}
