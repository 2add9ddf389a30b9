package dev.lethe.data;

import dev.lethe.privacy.sampling.UnitHash;
import dev.lethe.spec.DataSpec;
import dev.lethe.spec.SplitSpec;
import dev.lethe.spec.UnitSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups rows into units. A unit's id, its part, its kept rows and their order depend on its own
 * rows and the key only: removing a unit changes nothing for any other.
 */
final class UnitGrouping {
  private final UnitHash occurrence;
  private final UnitHash split;
  private final boolean rowIsUnit;
  private final int maxContributions;
  private final BigInteger testBelow;

  private UnitGrouping(DatasetKeys keys, boolean rowIsUnit, int maxContributions, double test) {
    this.occurrence = keys.hash("occurrence");
    this.split = keys.hash("split");
    this.rowIsUnit = rowIsUnit;
    this.maxContributions = maxContributions;
    this.testBelow = new BigDecimal(test).multiply(BigDecimal.valueOf(2).pow(64)).toBigInteger();
  }

  /** As the spec has it. */
  static UnitGrouping of(DataSpec spec, DatasetKeys keys) {
    double test = spec.split() instanceof SplitSpec.Hashed hashed ? hashed.test() : 0;
    return spec.unit() instanceof UnitSpec.Row
        ? ofRows(keys, test)
        : ofGroups(keys, spec.unit().maxContributions(), test);
  }

  /** Each row is a unit; of equal rows the first is number 0, the next number 1. */
  static UnitGrouping ofRows(DatasetKeys keys, double test) {
    return new UnitGrouping(keys, true, 1, test);
  }

  /** Rows of one group are a unit, of which some are kept. */
  static UnitGrouping ofGroups(DatasetKeys keys, int maxContributions, double test) {
    return new UnitGrouping(keys, false, maxContributions, test);
  }

  /** Both parts. */
  Parts group(RowStore rows) {
    int[] sorted =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(
                Comparator.comparing(rows::part)
                    .thenComparing(rows::group)
                    .thenComparing(row -> rows.label(row) < 0)
                    .thenComparing(rows::order))
            .mapToInt(Integer::intValue)
            .toArray();
    List<Unit> train = new ArrayList<>();
    List<Unit> test = new ArrayList<>();
    for (int first = 0; first < sorted.length; ) {
      int end = first + 1;
      while (end < sorted.length && sameGroup(rows, sorted[first], sorted[end])) {
        end++;
      }
      for (Unit unit : units(rows.group(sorted[first]), first, end)) {
        (partOf(rows.part(sorted[first]), unit.id()) == Part.TEST ? test : train).add(unit);
      }
      first = end;
    }
    Kept kept = table(rows, sorted, train);
    Kept heldOut = table(rows, sorted, test);
    return new Parts(kept.table(), heldOut.table(), kept.rows(), heldOut.rows());
  }

  private static boolean sameGroup(RowStore rows, int a, int b) {
    return rows.part(a) == rows.part(b) && rows.group(a).equals(rows.group(b));
  }

  private List<Unit> units(Id group, int first, int end) {
    if (!rowIsUnit) {
      return List.of(new Unit(group, first, Math.min(maxContributions, end - first)));
    }
    List<Unit> units = new ArrayList<>(end - first);
    for (int i = first; i < end; i++) {
      byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(i - first).array();
      units.add(new Unit(Id.of(occurrence.hash(group.bytes(), number)), i, 1));
    }
    return units;
  }

  private Part partOf(Part declared, Id id) {
    if (declared != Part.BY_UNIT) {
      return declared;
    }
    BigInteger draw = new BigInteger(1, Arrays.copyOf(split.hash(id.bytes()), Long.BYTES));
    return draw.compareTo(testBelow) < 0 ? Part.TEST : Part.TRAIN;
  }

  private static Kept table(RowStore rows, int[] sorted, List<Unit> units) {
    units.sort(Comparator.comparing(Unit::id));
    int[] firstRow = new int[units.size() + 1];
    for (int i = 0; i < units.size(); i++) {
      firstRow[i + 1] = firstRow[i] + units.get(i).count();
    }
    int total = firstRow[units.size()];
    ByteBuffer ids = ByteBuffer.allocate(units.size() * UnitTable.ID_BYTES);
    float[] inputs = new float[Math.multiplyExact(total, rows.width())];
    int[] labels = new int[total];
    int[] from = new int[total];
    int at = 0;
    for (Unit unit : units) {
      ids.put(unit.id().bytes());
      for (int i = unit.first(); i < unit.first() + unit.count(); i++) {
        rows.copyInputs(sorted[i], inputs, at * rows.width());
        from[at] = sorted[i];
        labels[at++] = rows.label(sorted[i]);
      }
    }
    return new Kept(new UnitTable(ids.array(), firstRow, rows.width(), inputs, labels), from);
  }

  /** A unit and its rows among the sorted ones. */
  private record Unit(Id id, int first, int count) {}

  private record Kept(UnitTable table, int[] rows) {}

  /**
   * The grouped rows of both parts.
   *
   * @param train units in training
   * @param test units held out
   * @param trainRows the number, in the store, of each row in training
   * @param testRows likewise of each row held out
   */
  record Parts(UnitTable train, UnitTable test, int[] trainRows, int[] testRows) {}
}
