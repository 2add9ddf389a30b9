package dev.lethe.training.blocks;

import ai.djl.ndarray.NDList;

/**
 * A block's private twin: the same outputs from the same parameters, with a {@link Site} recorded
 * for every use of a trained one.
 */
interface Twin {
  /**
   * @param inputs first axis: records
   */
  NDList forward(Pass pass, NDList inputs);
}
