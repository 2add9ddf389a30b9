package dev.lethe.training.kernels;

import java.util.Arrays;

/** Which contiguous positions of a site belong to which unit: unit u owns [start(u), end(u)). */
public final class Units {
  private final int[] starts;

  private Units(int[] starts) {
    this.starts = starts;
  }

  /**
   * @param starts first position of every unit, ascending, and one past the last unit's last
   *     position
   */
  public static Units of(int... starts) {
    Checks.that(starts.length > 0 && starts[0] >= 0, "units start at 0 or later");
    for (int u = 1; u < starts.length; u++) {
      Checks.that(starts[u] >= starts[u - 1], "the starts of units ascend");
    }
    return new Units(starts.clone());
  }

  /** So many units of so many positions each, from position 0. */
  public static Units each(int units, int positions) {
    Checks.that(units >= 0 && positions >= 0, "neither units nor positions are negative");
    int[] starts = new int[units + 1];
    for (int u = 1; u <= units; u++) {
      starts[u] = Checks.multiply(u, positions);
    }
    return new Units(starts);
  }

  /** The same units at a site with so many positions for each one here. */
  public Units times(int positions) {
    Checks.that(positions >= 0, "a number of positions is not negative");
    int[] scaled = new int[starts.length];
    for (int u = 0; u < starts.length; u++) {
      scaled[u] = Checks.multiply(starts[u], positions);
    }
    return new Units(scaled);
  }

  /** Units [from, to) of these, at their places. */
  public Units range(int from, int to) {
    Checks.that(0 <= from && from <= to && to <= count(), "a range lies within the units");
    return new Units(Arrays.copyOfRange(starts, from, to + 1));
  }

  /** Number of units. */
  public int count() {
    return starts.length - 1;
  }

  /** First position of a unit. */
  public int start(int unit) {
    return starts[unit];
  }

  /** One past the last position of a unit. */
  public int end(int unit) {
    return starts[unit + 1];
  }

  /** One past the last position of all. */
  public int end() {
    return starts[starts.length - 1];
  }

  /** Positions of a unit. */
  public int positions(int unit) {
    return starts[unit + 1] - starts[unit];
  }

  int[] starts() {
    return starts;
  }
}
