package dev.lethe.training.blocks.layers;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;

/** Shapes through blocks. */
final class Shapes {
  private Shapes() {}

  static Shape last(Shape shape, long extent) {
    long[] extents = shape.getShape().clone();
    extents[extents.length - 1] = extent;
    return new Shape(extents);
  }

  /** The shape that leaves a block where one comes in. */
  static Shape through(Block block, Shape shape) {
    return block.getOutputShapes(new Shape[] {shape})[0];
  }
}
