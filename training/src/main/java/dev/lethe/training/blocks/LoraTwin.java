package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lethe.training.blocks.layers.Scaled;

/** A map plus a scaled one of low rank. */
record LoraTwin(Twin base, Slot down, Slot up, float scale) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    NDArray narrow = pass.linear(inputs.singletonOrThrow(), down, null);
    NDArray learned = Scaled.times(pass.linear(narrow, up, null), scale);
    return new NDList(base.forward(pass, inputs).singletonOrThrow().add(learned));
  }
}
