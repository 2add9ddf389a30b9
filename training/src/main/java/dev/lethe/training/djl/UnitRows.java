package dev.lethe.training.djl;

import dev.lethe.data.UnitTable;
import dev.lethe.training.blocks.RowBatch;
import dev.lethe.training.blocks.RowLoss;
import java.nio.FloatBuffer;

/** Copies a unit's usable records into a pass: those with a declared class, if all are finite. */
final class UnitRows {
  private final UnitTable data;
  private final ClippingRules rules;
  private final RowLoss loss;

  UnitRows(UnitTable data, ClippingRules rules, RowLoss loss) {
    this.data = data;
    this.rules = rules;
    this.loss = loss;
    if (data.targets().isPresent() && data.targets().get().width() != loss.targetWidth()) {
      throw new IllegalArgumentException("the data's targets are not as wide as the loss reads");
    }
  }

  UnitTable data() {
    return data;
  }

  /** Number of usable records; 0 for a unit with a value that is not finite. */
  int usable(int unit) {
    int first = data.firstRow(unit);
    int rows = data.rowsOf(unit);
    if (rows > rules.maxContributions()) {
      throw new IllegalStateException("a unit has more records than its contribution bound");
    }
    int usable = 0;
    for (int r = first; r < first + rows; r++) {
      if (data.labels()[r] >= loss.classes()) {
        throw new IllegalStateException("a label is outside the declared classes");
      }
      usable += data.labels()[r] < 0 ? 0 : 1;
    }
    boolean finite =
        isFinite(data.features(), data.width(), first, rows)
            && (data.targets().isEmpty()
                || isFinite(data.targets().get().values(), loss.targetWidth(), first, rows));
    return finite ? usable : 0;
  }

  /** Copies the usable records; returns the row after the last. */
  int put(int unit, RowBatch batch, int row) {
    FloatBuffer inputs = batch.inputs();
    FloatBuffer targets = batch.targets();
    FloatBuffer weights = batch.lossWeights();
    int at = row;
    int first = data.firstRow(unit);
    for (int r = first; r < first + data.rowsOf(unit); r++) {
      int label = data.labels()[r];
      if (label < 0) {
        continue;
      }
      inputs.put(
          at * data.width(), data.features(), Math.multiplyExact(r, data.width()), data.width());
      if (data.targets().isPresent()) {
        loss.put(targets, at, data.targets().get().values(), r * loss.targetWidth());
      } else {
        loss.put(targets, at, label);
      }
      weights.put(
          at, rules.classWeights().isEmpty() ? 1 : rules.classWeights().get(label).floatValue());
      at++;
    }
    return at;
  }

  private static boolean isFinite(float[] values, int width, int first, int rows) {
    int from = Math.multiplyExact(first, width);
    return FiniteValues.all(values, from, from + rows * width);
  }
}
