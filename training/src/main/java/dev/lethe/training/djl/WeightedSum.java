package dev.lethe.training.djl;

/**
 * Adds weighted outer products of activations and output gradients in double arithmetic: each term
 * takes two roundings, each addition one, in a fixed order.
 */
final class WeightedSum {
  /** Rows added at once, so that the long sum is read and written less often. */
  private static final int BLOCK = 4;

  private final Network network;
  private final double[] sum;
  private final double[][] inputs;

  WeightedSum(Network network) {
    this.network = network;
    this.sum = new double[network.dimension()];
    int widest =
        network.parameters().stream().mapToInt(Network.Parameter::inputs).max().orElseThrow();
    this.inputs = new double[BLOCK][widest];
  }

  /**
   * @param weights weight of each row; a row of weight 0 is not read
   * @param rows rows in use
   */
  void add(RowTrace trace, double[] weights, int rows) {
    int[] block = new int[BLOCK];
    for (int l = 0; l < network.layers().size(); l++) {
      int filled = 0;
      for (int r = 0; r < rows; r++) {
        if (weights[r] != 0) {
          block[filled++] = r;
        }
        if (filled == BLOCK || (r == rows - 1 && filled > 0)) {
          addBlock(trace, l, weights, block, filled);
          filled = 0;
        }
      }
    }
  }

  private void addBlock(RowTrace trace, int l, double[] weights, int[] block, int filled) {
    Network.Parameter p = network.parameter(l);
    float[] activations = trace.activations()[l];
    float[] gradients = trace.gradients()[l];
    for (int b = 0; b < BLOCK; b++) {
      for (int i = 0; i < p.inputs(); i++) {
        inputs[b][i] = b < filled ? activations[block[b] * trace.inputStride()[l] + i] : 0;
      }
    }
    double[] coefficient = new double[BLOCK];
    for (int j = 0; j < p.outputs(); j++) {
      boolean any = false;
      for (int b = 0; b < filled; b++) {
        coefficient[b] = weights[block[b]] * gradients[block[b] * trace.outputStride()[l] + j];
        any |= coefficient[b] != 0;
        sum[p.biasOffset() + j] += coefficient[b];
      }
      if (any) {
        addRow(p.offset() + j * p.inputs(), p.inputs(), coefficient);
      }
    }
  }

  private void addRow(int offset, int length, double[] coefficient) {
    double c0 = coefficient[0];
    double c1 = coefficient[1];
    double c2 = coefficient[2];
    double c3 = coefficient[3];
    double[] a0 = inputs[0];
    double[] a1 = inputs[1];
    double[] a2 = inputs[2];
    double[] a3 = inputs[3];
    for (int i = 0; i < length; i++) {
      sum[offset + i] += (c0 * a0[i] + c1 * a1[i]) + (c2 * a2[i] + c3 * a3[i]);
    }
  }

  /** The sum; this object must not be used afterwards. */
  double[] values() {
    return sum;
  }
}
