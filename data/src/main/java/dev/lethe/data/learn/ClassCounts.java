package dev.lethe.data.learn;

import dev.lethe.data.UnitTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of each class. A row changes at most one count by 1, so a unit changes them by at most its
 * rows in L1 norm.
 */
public final class ClassCounts {
  private static final double LEAST_WEIGHT = 0.1;
  private static final double MOST_WEIGHT = 10;

  private ClassCounts() {}

  /** The exact counts. */
  public static BoundedCounts count(UnitTable rows, int maxContributions, int classes) {
    BoundedCounts.Builder counts = new BoundedCounts.Builder(classes, maxContributions);
    for (int unit = 0; unit < rows.units(); unit++) {
      counts.nextUnit();
      int first = rows.firstRow(unit);
      for (int row = first; row < first + rows.rowsOf(unit); row++) {
        int label = rows.labels()[row];
        if (label >= 0) {
          counts.add(label, 1);
        }
      }
    }
    return counts.build();
  }

  /**
   * Weights that give every class the same total, from 0.1 to 10: N over K times the class's noisy
   * count.
   */
  public static List<Double> weights(NoisyCounts counts) {
    double total = 0;
    for (int c = 0; c < counts.size(); c++) {
      total += Math.max(1, counts.value(c));
    }
    List<Double> weights = new ArrayList<>();
    for (int c = 0; c < counts.size(); c++) {
      double even = total / counts.size() / Math.max(1, counts.value(c));
      weights.add(Math.min(MOST_WEIGHT, Math.max(LEAST_WEIGHT, even)));
    }
    return weights;
  }
}
