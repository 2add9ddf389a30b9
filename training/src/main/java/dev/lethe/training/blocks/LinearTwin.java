package dev.lethe.training.blocks;

import ai.djl.ndarray.NDList;
import org.jspecify.annotations.Nullable;

/** An affine map over the last axis. */
record LinearTwin(Slot weight, @Nullable Slot bias) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    return new NDList(pass.linear(inputs.singletonOrThrow(), weight, bias));
  }
}
