package dev.lethe.training.blocks;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;

/**
 * A parameter of the block that training changes, and its place in the flat vector.
 *
 * @param path where the block holds it, first use first
 * @param parameter the block's own
 * @param offset of its first value in the flat vector
 */
public record TrainedParameter(String path, Parameter parameter, int offset) {

  /** As the block declares it. */
  public Shape shape() {
    return parameter.getShape();
  }

  /** Number of values. */
  public int size() {
    return Math.toIntExact(shape().size());
  }
}
