package dev.lethe.privacy.mechanism;

/**
 * How many of a sample's units are within a public bound, each counted as +1/2 if it is and as -1/2
 * if it is not: adding or removing a unit, or taking its contribution to zero, changes the count by
 * exactly 1/2.
 *
 * <p>The count is raw and private: nothing but a mechanism may read it.
 */
public final class CentredCount {
  private final long halves;

  /**
   * @param within units within the bound
   * @param beyond units that are not, those with nothing finite among them
   */
  public CentredCount(long within, long beyond) {
    if (within < 0 || beyond < 0 || within > 1L << 40 || beyond > 1L << 40) {
      throw new IllegalArgumentException("counts must be in [0, 2^40]");
    }
    this.halves = within - beyond;
  }

  long halves() {
    return halves;
  }
}
