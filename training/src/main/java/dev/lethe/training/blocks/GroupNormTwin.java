package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lethe.training.blocks.layers.GroupNorm;

/** Normalisation by groups of channels, then scale and shift of each channel. */
record GroupNormTwin(GroupNorm block, Slot gamma, Slot beta) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    NDArray still = block.normalized(x);
    NDArray scale = GroupNorm.beside(pass.value(gamma), x.getShape());
    NDArray shift = GroupNorm.beside(pass.value(beta), x.getShape());
    NDArray out = still.mul(scale).add(shift);
    if (gamma.isTrained() || beta.isTrained()) {
      int channels = Math.toIntExact(x.getShape().get(1));
      int inner = Math.toIntExact(x.size() / channels / pass.rows());
      out =
          pass.leaving(
              new Site.Scale(gamma.trainedIndex(), beta.trainedIndex(), 1, channels, inner),
              still,
              out);
    }
    return new NDList(out);
  }
}
