package dev.lethe.training.blocks;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * A parameter of the block as the twins know it.
 *
 * @param index among all parameters of the block, trained or not
 * @param trainedIndex among the trained ones, or {@link Site#NONE}
 * @param parameter the block's own
 */
record Slot(int index, int trainedIndex, Parameter parameter) {
  Shape shape() {
    return parameter.getShape();
  }

  boolean isTrained() {
    return trainedIndex != Site.NONE;
  }
}
