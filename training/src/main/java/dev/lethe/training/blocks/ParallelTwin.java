package dev.lethe.training.blocks;

import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.function.Function;

/** All on the same inputs, then the block's own function over what they give. */
record ParallelTwin(List<Twin> children, Function<List<NDList>, NDList> combine) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    return combine.apply(children.stream().map(child -> child.forward(pass, inputs)).toList());
  }
}
