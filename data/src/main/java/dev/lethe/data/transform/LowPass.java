package dev.lethe.data.transform;

/** Averages along one axis of a periodic grid, at every so many points of it, as a matrix. */
final class LowPass {
  private final int outputs;
  private final int inputs;
  private final double[] weights;

  private LowPass(int outputs, int inputs, double[] weights) {
    this.outputs = outputs;
    this.inputs = inputs;
    this.weights = weights;
  }

  /**
   * The average over 2^scales points of the full grid, at the grid of some resolution.
   *
   * @param size points of the full grid
   * @param scales averages are taken every 2^scales points
   * @param resolution the grid read from has every 2^resolution-th point
   * @param outputs averages kept, from the second on: the first lies in the padding
   */
  static LowPass of(int size, int scales, int resolution, int outputs) {
    double[] low = MorletBank.lowPass(size, scales);
    int inputs = size >> resolution;
    int apart = 1 << (scales - resolution);
    double[] weights = new double[outputs * inputs];
    for (int m = 0; m < outputs; m++) {
      for (int u = 0; u < inputs; u++) {
        double sum = 0;
        for (int k = 0; k < inputs; k++) {
          int signed = 2 * k < inputs ? k : k - inputs;
          long turns = Math.floorMod((long) signed * ((m + 1L) * apart - u), (long) inputs);
          sum += low[Math.floorMod(signed, size)] * StrictMath.cos(2 * Math.PI * turns / inputs);
        }
        weights[m * inputs + u] = sum / inputs;
      }
    }
    return new LowPass(outputs, inputs, weights);
  }

  /** Averages a grid along both axes. */
  static void apply(LowPass rows, LowPass columns, double[] grid, double[] into, int offset) {
    double[] row = new double[columns.inputs];
    for (int m = 0; m < rows.outputs; m++) {
      java.util.Arrays.fill(row, 0);
      for (int u = 0; u < rows.inputs; u++) {
        double weight = rows.weights[m * rows.inputs + u];
        int from = u * columns.inputs;
        for (int v = 0; v < row.length; v++) {
          row[v] += weight * grid[from + v];
        }
      }
      for (int n = 0; n < columns.outputs; n++) {
        double sum = 0;
        for (int v = 0; v < row.length; v++) {
          sum += columns.weights[n * columns.inputs + v] * row[v];
        }
        into[offset + m * columns.outputs + n] = sum;
      }
    }
  }
}
