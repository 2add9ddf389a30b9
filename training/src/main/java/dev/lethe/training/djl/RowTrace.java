package dev.lethe.training.djl;

/**
 * What one pass left behind for every layer: the row's input to the affine map and the gradient of
 * the summed loss with respect to the map's output. Private; fp32 as the engine computed it.
 *
 * @param activations per layer, row-major
 * @param gradients per layer, row-major
 * @param inputStride values per row of each activation, real ones first
 * @param outputStride values per row of each gradient, real ones first
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
record RowTrace(float[][] activations, float[][] gradients, int[] inputStride, int[] outputStride) {

  /**
   * Multiplies the gradients of a row, as if its loss counted so much: what a row gives stays a
   * function of that row alone, and its norm and mass are measured afterwards.
   */
  void scale(int row, float weight) {
    for (int layer = 0; layer < gradients.length; layer++) {
      int from = row * outputStride[layer];
      for (int i = from; i < from + outputStride[layer]; i++) {
        gradients[layer][i] *= weight;
      }
    }
  }
}
