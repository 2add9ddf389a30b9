package dev.lethe.data.learn;

import dev.lethe.data.UnencodedRows;
import dev.lethe.spec.LearnedBounds;
import dev.lethe.spec.NumericTransform;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Bounds of columns from one noisy histogram of all of them on {@link LogBins}. A row changes at
 * most one count of a column by 1, so a unit changes the histogram by at most its rows times the
 * columns in L1 norm.
 *
 * <p>The bounds span the bins whose noisy count stands out of the noise: of all bins of all columns
 * together, a bin that holds nothing does so with a chance of at most 1 in {@value #ODDS}. Bins
 * whose mass is lost in the noise are left out, and their values are clipped.
 */
public final class BoundsLearner {
  private static final int ODDS = 1000;

  private final LearnedBounds spec;
  private final List<LogBins> bins = new ArrayList<>();
  private final int size;

  /** Bins for the columns of a spec; known before any data. */
  public BoundsLearner(LearnedBounds spec) {
    this.spec = spec;
    int total = 0;
    for (String column : spec.columns()) {
      LogBins own = LogBins.within(spec.range(), spec.transform(column) == NumericTransform.LOG1P);
      bins.add(own);
      total += own.size();
    }
    this.size = total;
  }

  /** Most that one unit changes the histogram, in L1 norm. */
  public long l1(int maxContributions) {
    return Math.multiplyExact((long) maxContributions, spec.columns().size());
  }

  /** The exact histogram. */
  public BoundedCounts count(UnencodedRows rows) {
    BoundedCounts.Builder counts = new BoundedCounts.Builder(size, l1(rows.maxContributions()));
    NumericCells cells = new NumericCells(rows, spec.columns());
    for (int unit = 0; unit < rows.units(); unit++) {
      counts.nextUnit();
      int first = rows.firstRow(unit);
      for (int row = first; row < first + rows.rowsOf(unit); row++) {
        int offset = 0;
        for (int column = 0; column < bins.size(); column++) {
          double value = cells.value(row, column);
          if (!Double.isNaN(value)) {
            counts.add(offset + bins.get(column).of(value), 1);
          }
          offset += bins.get(column).size();
        }
      }
    }
    return counts.build();
  }

  /** Bounds from the noisy histogram, each with min below max, by column. */
  public Map<String, LearnedBounds.Range> bounds(NoisyCounts histogram) {
    double threshold = histogram.scale() * Math.log(size * (ODDS / 2.0));
    Map<String, LearnedBounds.Range> bounds = new LinkedHashMap<>();
    int offset = 0;
    for (int column = 0; column < bins.size(); column++) {
      LogBins own = bins.get(column);
      bounds.put(spec.columns().get(column), range(own, histogram, offset, threshold));
      offset += own.size();
    }
    return bounds;
  }

  private static LearnedBounds.Range range(
      LogBins bins, NoisyCounts histogram, int offset, double threshold) {
    int largest = 0;
    int lowest = -1;
    int highest = -1;
    for (int bin = 0; bin < bins.size(); bin++) {
      long count = histogram.value(offset + bin);
      largest = count > histogram.value(offset + largest) ? bin : largest;
      if (count > threshold) {
        lowest = lowest < 0 ? bin : lowest;
        highest = bin;
      }
    }
    double min = bins.lower(lowest < 0 ? largest : lowest);
    double max = bins.upper(highest < 0 ? largest : highest);
    // All that stands out is zero, or the one end of a public range: any width will do.
    return max > min
        ? new LearnedBounds.Range(min, max)
        : new LearnedBounds.Range(min, min + Math.max(1, Math.ulp(min)));
  }
}
