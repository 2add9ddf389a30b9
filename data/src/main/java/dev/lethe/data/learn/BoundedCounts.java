package dev.lethe.data.learn;

/**
 * Sums of which one privacy unit changes at most {@link #l1()} in total, over all of them: adding
 * or removing a unit moves the vector by at most that in L1 norm. The bound is enforced while the
 * sums are built, unit by unit.
 *
 * <p>Private: only {@link LaplaceCounts} may turn it into something that is released.
 */
public final class BoundedCounts {
  private final long[] values;
  private final long l1;

  private BoundedCounts(long[] values, long l1) {
    this.values = values;
    this.l1 = l1;
  }

  /** Most that one unit changes, in L1 norm. */
  public long l1() {
    return l1;
  }

  /** Number of sums; public. */
  public int size() {
    return values.length;
  }

  /** The exact sums; not a copy. */
  long[] values() {
    return values;
  }

  /** Values are private and are left out. */
  @Override
  public String toString() {
    return "BoundedCounts[" + values.length + " values, L1 " + l1 + "]";
  }

  /** Adds up contributions, and holds every unit to its bound. */
  public static final class Builder {
    private final long[] values;
    private final long l1;
    private long left;

    /**
     * @param size number of sums
     * @param l1 most that one unit may change, in L1 norm
     */
    public Builder(int size, long l1) {
      if (l1 < 1) {
        throw new IllegalArgumentException("a unit must be allowed to change something");
      }
      this.values = new long[size];
      this.l1 = l1;
    }

    /** The next unit's contributions follow. */
    public Builder nextUnit() {
      left = l1;
      return this;
    }

    /** Adds an amount of the present unit. */
    public Builder add(int at, long amount) {
      left = Math.subtractExact(left, Math.absExact(amount));
      if (left < 0) {
        throw new IllegalStateException("a unit contributes more than its bound");
      }
      values[at] = Math.addExact(values[at], amount);
      return this;
    }

    /** The sums. */
    public BoundedCounts build() {
      return new BoundedCounts(values.clone(), l1);
    }
  }
}
