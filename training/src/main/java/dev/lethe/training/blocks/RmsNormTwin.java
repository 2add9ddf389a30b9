package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lethe.training.blocks.layers.RmsNorm;

/** Normalisation by the root mean square of the last axis, then a scale. */
record RmsNormTwin(RmsNorm block, Slot gamma) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    NDArray still = block.normalized(x);
    NDArray out = still.mul(pass.value(gamma));
    if (gamma.isTrained()) {
      int width = Math.toIntExact(gamma.shape().size());
      int outer = Math.toIntExact(x.size() / width / pass.rows());
      out =
          pass.leaving(
              new Site.Scale(gamma.trainedIndex(), Site.NONE, outer, width, 1), still, out);
    }
    return new NDList(out);
  }
}
