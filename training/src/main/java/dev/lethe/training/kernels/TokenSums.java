package dev.lethe.training.kernels;

import java.util.Arrays;

/** Adds up in fp64, per unit, the gradients of each token that is not padding. */
final class TokenSums {

  /** Takes a token and the sum of its gradients, which is not to be kept. */
  interface Sink {
    void accept(int token, double[] sum);
  }

  private final Tokens tokens;
  private final Rows gradients;
  private final float[] row;
  private final double[] sum;

  TokenSums(Tokens tokens, Rows gradients) {
    this.tokens = tokens;
    this.gradients = gradients;
    this.row = new float[gradients.width()];
    this.sum = new double[gradients.width()];
  }

  /** Tokens in ascending order, their positions too. */
  void forEach(int from, int to, Sink sink) {
    long[] order = new long[to - from];
    for (int p = from; p < to; p++) {
      order[p - from] = (long) tokens.id(p) << Integer.SIZE | p;
    }
    Arrays.sort(order);
    for (int k = 0; k < order.length; ) {
      int token = (int) (order[k] >>> Integer.SIZE);
      Arrays.fill(sum, 0);
      for (; k < order.length && (int) (order[k] >>> Integer.SIZE) == token; k++) {
        if (token != tokens.padding()) {
          gradients.read((int) order[k], row);
          for (int i = 0; i < row.length; i++) {
            sum[i] += row[i];
          }
        }
      }
      if (token != tokens.padding()) {
        sink.accept(token, sum);
      }
    }
  }
}
