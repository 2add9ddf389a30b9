package dev.lethe.data.learn;

import dev.lethe.data.UnencodedRows;
import dev.lethe.spec.LearnedBounds;
import java.util.List;

/** What a profile counts beside bounds and vocabularies, each with its bound on one unit. */
public final class ProfileCounts {
  /** Values, squares and presence are added up in units of this fraction of their greatest. */
  private static final long RESOLUTION = 1L << 20;

  private ProfileCounts() {}

  /** Number of units: one unit changes it by 1. */
  public static BoundedCounts units(UnencodedRows rows) {
    BoundedCounts.Builder counts = new BoundedCounts.Builder(1, 1);
    for (int unit = 0; unit < rows.units(); unit++) {
      counts.nextUnit().add(0, 1);
    }
    return counts.build();
  }

  /** Most that one unit changes {@link #missing}, in L1 norm. */
  public static long missingL1(int columns, int maxContributions) {
    return Math.multiplyExact((long) maxContributions, columns + 1);
  }

  /** Rows, and then for each column its rows without a value. */
  public static BoundedCounts missing(
      UnencodedRows rows, List<String> numeric, List<String> categorical) {
    int columns = numeric.size() + categorical.size();
    BoundedCounts.Builder counts =
        new BoundedCounts.Builder(1 + columns, missingL1(columns, rows.maxContributions()));
    NumericCells numbers = new NumericCells(rows, numeric);
    int[] cells = categorical.stream().mapToInt(rows::column).toArray();
    for (int unit = 0; unit < rows.units(); unit++) {
      counts.nextUnit();
      int first = rows.firstRow(unit);
      for (int row = first; row < first + rows.rowsOf(unit); row++) {
        counts.add(0, 1);
        for (int column = 0; column < numeric.size(); column++) {
          if (Double.isNaN(numbers.value(row, column))) {
            counts.add(1 + column, 1);
          }
        }
        for (int column = 0; column < cells.length; column++) {
          if (rows.isMissing(rows.cell(row, cells[column]))) {
            counts.add(1 + numeric.size() + column, 1);
          }
        }
      }
    }
    return counts.build();
  }

  /** Most that one unit changes {@link #histograms}, in L1 norm. */
  public static long histogramL1(int columns, int maxContributions) {
    return Math.multiplyExact((long) maxContributions, columns);
  }

  /** For each column, rows by bins of the same width within bounds; values outside count inside. */
  public static BoundedCounts histograms(
      UnencodedRows rows, List<String> columns, List<LearnedBounds.Range> bounds, int bins) {
    BoundedCounts.Builder counts =
        new BoundedCounts.Builder(
            columns.size() * bins, histogramL1(columns.size(), rows.maxContributions()));
    NumericCells cells = new NumericCells(rows, columns);
    for (int unit = 0; unit < rows.units(); unit++) {
      counts.nextUnit();
      int first = rows.firstRow(unit);
      for (int row = first; row < first + rows.rowsOf(unit); row++) {
        for (int column = 0; column < columns.size(); column++) {
          double value = cells.value(row, column);
          if (!Double.isNaN(value)) {
            double place = (position(value, bounds.get(column)) + 1) / 2;
            counts.add(column * bins + (int) Math.min(bins - 1, Math.floor(place * bins)), 1);
          }
        }
      }
    }
    return counts.build();
  }

  /** Most that one unit changes {@link #moments}, in L1 norm. */
  public static long momentsL1(int columns, int maxContributions) {
    return Math.multiplyExact(3 * RESOLUTION * maxContributions, columns);
  }

  /**
   * For each column the sums of presence, of the clipped value's place in its bounds from -1 to 1,
   * and of that squared; each rounded to a public grid, so that the sums are exact.
   */
  public static BoundedCounts moments(
      UnencodedRows rows, List<String> columns, List<LearnedBounds.Range> bounds) {
    BoundedCounts.Builder sums =
        new BoundedCounts.Builder(
            3 * columns.size(), momentsL1(columns.size(), rows.maxContributions()));
    NumericCells cells = new NumericCells(rows, columns);
    for (int unit = 0; unit < rows.units(); unit++) {
      sums.nextUnit();
      int first = rows.firstRow(unit);
      for (int row = first; row < first + rows.rowsOf(unit); row++) {
        for (int column = 0; column < columns.size(); column++) {
          double value = cells.value(row, column);
          if (!Double.isNaN(value)) {
            double place = position(value, bounds.get(column));
            sums.add(3 * column, RESOLUTION);
            sums.add(3 * column + 1, Math.round(place * RESOLUTION));
            sums.add(3 * column + 2, Math.round(place * place * RESOLUTION));
          }
        }
      }
    }
    return sums.build();
  }

  /** Where a clipped value lies between its bounds, from -1 to 1. */
  private static double position(double value, LearnedBounds.Range range) {
    double clipped = Math.min(range.max(), Math.max(range.min(), value));
    // Halved, so that the widest bounds do not overflow.
    double low = range.min() / 2;
    double high = range.max() / 2;
    double place = ((clipped / 2 - low) - (high - clipped / 2)) / (high - low);
    return Math.min(1, Math.max(-1, place));
  }

  /**
   * Mean and scale of a column from its noisy sums.
   *
   * @param sums all columns' sums
   * @param column the column's index
   * @param range its bounds
   * @return mean and standard deviation; empty where the noise hides how many values there are
   */
  public static java.util.Optional<double[]> meanAndScale(
      NoisyCounts sums, int column, LearnedBounds.Range range) {
    double count = sums.value(3 * column);
    if (!(count > 10 * sums.scale())) {
      return java.util.Optional.empty();
    }
    double mean = Math.max(-1, Math.min(1, sums.value(3 * column + 1) / count));
    double square = Math.max(0, Math.min(1, sums.value(3 * column + 2) / count));
    double half = range.max() / 2 - range.min() / 2;
    double middle = range.max() / 2 + range.min() / 2;
    double variance = Math.max(0, square - mean * mean);
    return java.util.Optional.of(new double[] {middle + half * mean, half * Math.sqrt(variance)});
  }

  /**
   * A quantile of a column from its noisy histogram, linear within a bin.
   *
   * @param counts noisy counts of the column's bins
   * @param range its bounds
   * @param share from 0 to 1
   */
  public static double quantile(long[] counts, LearnedBounds.Range range, double share) {
    double total = 0;
    for (long count : counts) {
      total += Math.max(0, count);
    }
    double wanted = share * total;
    double below = 0;
    double width = range.max() / counts.length - range.min() / counts.length;
    for (int bin = 0; bin < counts.length; bin++) {
      double here = Math.max(0, counts[bin]);
      if (below + here >= wanted && here > 0) {
        return range.min() + width * (bin + (wanted - below) / here);
      }
      below += here;
    }
    return range.max();
  }
}
