package dev.lethe.training.djl;

/**
 * A program of fixed shape over rows. Assumption A1, checked by {@link RowIndependence}: what it
 * leaves for a row depends on that row only, not on its place nor on its neighbours, bit by bit.
 */
interface RowProgram extends AutoCloseable {

  /** Rows of every pass. */
  int rows();

  /** Values per input row; those beyond the network's inputs stay zero. */
  int inputStride();

  /** Values per target row; those beyond the network's outputs stay zero. */
  int targetStride();

  /** Sets the parameters of the passes that follow. */
  void load(float[] parameters);

  /**
   * Forward and backward.
   *
   * @param inputs row-major
   * @param targets 0 or 1 for a single logit, otherwise one-hot; row-major
   */
  RowTrace run(float[] inputs, float[] targets);

  @Override
  void close();
}
