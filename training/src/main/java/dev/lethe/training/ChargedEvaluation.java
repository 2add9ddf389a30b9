package dev.lethe.training;

import dev.lethe.data.UnitTable;
import dev.lethe.data.learn.BoundedCounts;
import dev.lethe.data.learn.NoisyCounts;
import dev.lethe.spec.EvaluationSpec;
import dev.lethe.spec.FeatureSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures a released model on held-out units by histograms of its scores, for each class and
 * group: a record changes one count by 1 where there are two classes, and one for each class and
 * one more where there are several, so a unit changes them by at most its records times that in L1
 * norm.
 */
public final class ChargedEvaluation {
  private final TrainedModel model;
  private final EvaluationSpec spec;
  private final ScoreBins bins;
  private final List<String> groups;
  private final int groupAt;

  /**
   * @param model released before
   * @param spec a charged evaluation
   */
  public ChargedEvaluation(TrainedModel model, EvaluationSpec spec) {
    this.model = model;
    this.spec = spec;
    this.bins = new ScoreBins(spec.bins());
    List<String> names = new ArrayList<>();
    int at = 0;
    if (spec.groupBy().isPresent()) {
      FeatureSpec.Columns columns = (FeatureSpec.Columns) model.features();
      at = columns.numeric().size();
      for (FeatureSpec.Categorical column : columns.categorical()) {
        if (column.column().equals(spec.groupBy().get())) {
          names.addAll(column.values());
          names.add(OTHER);
          break;
        }
        at += column.capacity() + 1;
      }
      if (names.isEmpty()) {
        throw new IllegalArgumentException("the model has no column " + spec.groupBy().get());
      }
    } else {
      names.add("");
    }
    this.groups = List.copyOf(names);
    this.groupAt = at;
  }

  /** How the group of all values outside the vocabulary is called. */
  public static final String OTHER = "(other)";

  private boolean binary() {
    return model.classes() == 2;
  }

  /** Histograms of one group: one for two classes, otherwise one for each. */
  private int histograms() {
    return binary() ? 1 : model.classes();
  }

  private int cellsOfGroup() {
    return histograms() * 2 * bins.count() + (binary() ? 0 : 2);
  }

  /** Most that one unit changes the counts, in L1 norm. */
  public long l1(int maxContributions) {
    return (long) maxContributions * (binary() ? 1 : model.classes() + 1);
  }

  /** The exact counts over held-out units; records without one of the classes count nowhere. */
  public BoundedCounts count(UnitTable heldOut, int maxContributions) {
    BoundedCounts.Builder counts =
        new BoundedCounts.Builder(groups.size() * cellsOfGroup(), l1(maxContributions));
    for (int unit = 0; unit < heldOut.units(); unit++) {
      counts.nextUnit();
      int first = heldOut.firstRow(unit);
      for (int row = first; row < first + heldOut.rowsOf(unit); row++) {
        if (heldOut.labels()[row] >= 0) {
          add(counts, heldOut, row);
        }
      }
    }
    return counts.build();
  }

  private void add(BoundedCounts.Builder counts, UnitTable heldOut, int row) {
    int label = heldOut.labels()[row];
    double[] logs = model.logProbabilities(heldOut.features(), row);
    int offset = group(heldOut, row) * cellsOfGroup();
    if (binary()) {
      counts.add(offset + label * bins.count() + bin(logs[1] - logs[0]), 1);
      return;
    }
    int best = 0;
    for (int c = 0; c < logs.length; c++) {
      double odds = logs[c] - Math.log(-Math.expm1(Math.min(logs[c], -1e-300)));
      int side = label == c ? 1 : 0;
      counts.add(offset + (2 * c + side) * bins.count() + bin(odds), 1);
      best = logs[c] > logs[best] ? c : best;
    }
    counts.add(offset + cellsOfGroup() - (best == label ? 1 : 2), 1);
  }

  /** A score that is no number counts in a fixed bin, as any other. */
  private int bin(double logOdds) {
    return bins.of(Double.isNaN(logOdds) ? 0 : logOdds);
  }

  private int group(UnitTable heldOut, int row) {
    if (groups.size() == 1) {
      return 0;
    }
    int at = row * heldOut.width() + groupAt;
    for (int value = 0; value < groups.size() - 1; value++) {
      if (heldOut.features()[at + value] > 0) {
        return value;
      }
    }
    return groups.size() - 1;
  }

  /**
   * The figures; those of a group, or of all, whose classes do not stand out of the noise are left
   * out.
   */
  public List<ChargedMetric> metrics(NoisyCounts released) {
    List<ChargedMetric> metrics = new ArrayList<>();
    List<double[]> byGroup = new ArrayList<>();
    double[] all = new double[cellsOfGroup()];
    for (int group = 0; group < groups.size(); group++) {
      double[] own = new double[cellsOfGroup()];
      for (int cell = 0; cell < own.length; cell++) {
        own[cell] = released.value(group * own.length + cell);
        all[cell] += own[cell];
      }
      byGroup.add(own);
    }
    boolean[] used = used(all, released.scale());
    metrics.addAll(figures(all, used, released.scale(), groups.size(), Optional.empty()));
    for (int group = 0; groups.size() > 1 && group < groups.size(); group++) {
      Optional<String> name = Optional.of(groups.get(group));
      metrics.addAll(figures(byGroup.get(group), used, released.scale(), 1, name));
    }
    return metrics;
  }

  /**
   * The cells of each histogram from its first to its last bin whose records stand out of the
   * noise: what lies beyond is almost all noise, and is left out.
   */
  private boolean[] used(double[] all, double scale) {
    boolean[] used = new boolean[all.length];
    double lost = ScoreHistogram.lost(scale, 2 * groups.size());
    for (int h = 0; h < histograms(); h++) {
      int from = 2 * h * bins.count();
      int first = bins.count();
      int last = -1;
      for (int bin = 0; bin < bins.count(); bin++) {
        if (all[from + bin] + all[from + bins.count() + bin] > lost) {
          first = Math.min(first, bin);
          last = bin;
        }
      }
      for (int bin = first; bin <= last; bin++) {
        used[from + bin] = true;
        used[from + bins.count() + bin] = true;
      }
    }
    for (int cell = histograms() * 2 * bins.count(); cell < used.length; cell++) {
      used[cell] = true;
    }
    return used;
  }

  private List<ChargedMetric> figures(
      double[] noisy, boolean[] used, double scale, int cells, Optional<String> group) {
    double[] counts = noisy.clone();
    for (int cell = 0; cell < counts.length; cell++) {
      counts[cell] = used[cell] ? counts[cell] : 0;
    }
    for (int h = 0; h < histograms(); h++) {
      if (!histogram(counts, h).standsOut(scale, cells * bins.count())) {
        return List.of();
      }
    }
    List<double[]> again = Replicates.of(counts, used, scale, cells);
    List<ChargedMetric> figures = new ArrayList<>();
    figures.add(Replicates.range("auc", group, counts, again, this::auc));
    figures.add(Replicates.range("accuracy", group, counts, again, this::accuracy));
    figures.add(
        Replicates.range(
            "calibrationError",
            group,
            counts,
            again,
            c -> meanOverClasses(c, h -> h.calibrationError(scale, cells))));
    return figures;
  }

  private double auc(double[] counts) {
    return meanOverClasses(counts, ScoreHistogram::auc);
  }

  private double accuracy(double[] counts) {
    if (binary()) {
      return histogram(counts, 0).accuracy();
    }
    double right = counts[counts.length - 1];
    double share = right / (right + counts[counts.length - 2]);
    return Double.isNaN(share) ? 0 : Math.max(0, Math.min(1, share));
  }

  private double meanOverClasses(
      double[] counts, java.util.function.ToDoubleFunction<ScoreHistogram> figure) {
    double total = 0;
    for (int h = 0; h < histograms(); h++) {
      total += figure.applyAsDouble(histogram(counts, h));
    }
    return total / histograms();
  }

  private ScoreHistogram histogram(double[] counts, int index) {
    int from = 2 * index * bins.count();
    int middle = from + bins.count();
    return new ScoreHistogram(
        java.util.Arrays.copyOfRange(counts, from, middle),
        java.util.Arrays.copyOfRange(counts, middle, middle + bins.count()),
        bins);
  }
}
