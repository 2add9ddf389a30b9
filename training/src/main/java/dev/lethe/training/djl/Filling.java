package dev.lethe.training.djl;

import dev.lethe.training.kernels.KernelBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which units go into which pass, and where buckets begin. */
record Filling(List<Pass> passes) {

  /**
   * One pass.
   *
   * @param units in order
   * @param buckets index of the first unit of each bucket, and the number of units
   * @param rows usable records of all units
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pass(int[] units, int[] buckets, int rows) {}

  /**
   * @param units sampled, ascending
   * @param mostUnits of a pass
   * @param mostRows of a pass
   */
  static Filling of(
      int[] units, UnitRows data, Buckets buckets, Routes routes, int mostUnits, int mostRows) {
    int[] bucket = Arrays.stream(units).map(u -> buckets.of(data.data(), u)).toArray();
    int[] usable = Arrays.stream(units).map(data::usable).toArray();
    int[] order =
        IntStream.range(0, units.length)
            .filter(i -> usable[i] > 0)
            // By bucket, then as they came; neither number is negative.
            .mapToLong(i -> (long) bucket[i] << Integer.SIZE | i)
            .sorted()
            .mapToInt(key -> (int) key)
            .toArray();
    Builder builder = new Builder(mostUnits, mostRows);
    int from = 0;
    while (from < order.length) {
      int to = from;
      int rows = 0;
      while (to < order.length && bucket[order[to]] == bucket[order[from]]) {
        rows += usable[order[to++]];
      }
      long positions = (long) rows * Math.max(1, routes.mostPositionsPerRow());
      boolean overfull =
          positions > KernelBounds.MOST_FLOAT_POSITIONS || rows > mostRows || to - from > mostUnits;
      int step = overfull ? 1 : to - from;
      for (int i = from; i < to; i += step) {
        builder.put(order, i, i + step, units, usable);
      }
      from = to;
    }
    return builder.finish();
  }

  /** Takes buckets one after the other and closes a pass when the next does not fit. */
  private static final class Builder {
    private final int mostUnits;
    private final int mostRows;
    private final List<Pass> passes = new ArrayList<>();
    private final List<Integer> units = new ArrayList<>();
    private final List<Integer> buckets = new ArrayList<>();
    private int rows;

    Builder(int mostUnits, int mostRows) {
      this.mostUnits = mostUnits;
      this.mostRows = mostRows;
    }

    void put(int[] order, int from, int to, int[] all, int[] usable) {
      int more = 0;
      for (int i = from; i < to; i++) {
        more += usable[order[i]];
      }
      if (units.size() + to - from > mostUnits || rows + more > mostRows) {
        flush();
      }
      buckets.add(units.size());
      for (int i = from; i < to; i++) {
        units.add(all[order[i]]);
      }
      rows += more;
    }

    Filling finish() {
      flush();
      return new Filling(passes);
    }

    private void flush() {
      if (!units.isEmpty()) {
        buckets.add(units.size());
        passes.add(
            new Pass(
                units.stream().mapToInt(u -> u).toArray(),
                buckets.stream().mapToInt(b -> b).toArray(),
                rows));
      }
      units.clear();
      buckets.clear();
      rows = 0;
    }
  }
}
