package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;

/** Normalisation over the last axes of each record and position, then scale and shift. */
record LayerNormTwin(Slot gamma, Slot beta, Shape normalized, float epsilon) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    NDArray still =
        x.getNDArrayInternal()
            .layerNorm(
                x,
                normalized,
                pass.manager().ones(normalized),
                pass.manager().zeros(normalized),
                epsilon)
            .singletonOrThrow();
    NDArray out = still.mul(pass.value(gamma)).add(pass.value(beta));
    if (gamma.isTrained() || beta.isTrained()) {
      int width = Math.toIntExact(normalized.size());
      int outer = Math.toIntExact(x.size() / width / pass.rows());
      out =
          pass.leaving(
              new Site.Scale(gamma.trainedIndex(), beta.trainedIndex(), outer, width, 1),
              still,
              out);
    }
    return new NDList(out);
  }
}
