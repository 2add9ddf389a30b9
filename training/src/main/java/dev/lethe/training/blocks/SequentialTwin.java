package dev.lethe.training.blocks;

import ai.djl.ndarray.NDList;
import java.util.List;

/** One after the other. */
record SequentialTwin(List<Twin> children) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    NDList current = inputs;
    for (Twin child : children) {
      current = child.forward(pass, current);
    }
    return current;
  }
}
