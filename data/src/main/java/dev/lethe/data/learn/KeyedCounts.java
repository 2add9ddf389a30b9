package dev.lethe.data.learn;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts of values that are themselves private: one unit changes at most {@link #keys()} of them,
 * by at most {@link #each()} each and {@link #keys()} in total. The bounds are enforced while they
 * are counted, unit by unit.
 *
 * <p>Private: only {@link ThresholdedCounts} may turn it into something that is released.
 */
public final class KeyedCounts {
  private final Map<String, Long> values;
  private final long keys;
  private final long each;

  private KeyedCounts(Map<String, Long> values, long keys, long each) {
    this.values = values;
    this.keys = keys;
    this.each = each;
  }

  /** Most counts that one unit changes, and most that it changes them in total. */
  public long keys() {
    return keys;
  }

  /** Most that one unit changes one count. */
  public long each() {
    return each;
  }

  Map<String, Long> values() {
    return values;
  }

  /** Values are private and are left out. */
  @Override
  public String toString() {
    return "KeyedCounts[at most " + keys + " of a unit]";
  }

  /** Counts, and holds every unit to its bounds. */
  static final class Builder {
    private final Map<String, Long> values = new HashMap<>();
    private final Map<String, Long> own = new HashMap<>();
    private final long keys;
    private final long each;
    private long total;

    Builder(long keys, long each) {
      this.keys = keys;
      this.each = each;
    }

    void nextUnit() {
      own.clear();
      total = 0;
    }

    void add(String key) {
      total++;
      if (own.merge(key, 1L, Long::sum) > each || total > keys) {
        throw new IllegalStateException("a unit contributes more than its bound");
      }
      values.merge(key, 1L, Long::sum);
    }

    KeyedCounts build() {
      return new KeyedCounts(new HashMap<>(values), keys, each);
    }
  }
}
