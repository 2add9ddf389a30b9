package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.lethe.training.blocks.layers.SelfAttention;

/** Multi-head self-attention within each record. */
record AttentionTwin(String path, int heads, Twin key, Twin query, Twin value, Twin result)
    implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    if (inputs.size() != 1) {
      throw new PrivatizationException(
          path,
          "attention over several inputs or with a mask is not known here",
          "Let it attend to one input, or keep masked positions out of the data");
    }
    NDArray k = key.forward(pass, inputs).singletonOrThrow();
    NDArray q = query.forward(pass, inputs).singletonOrThrow();
    NDArray v = value.forward(pass, inputs).singletonOrThrow();
    return result.forward(pass, new NDList(SelfAttention.gather(q, k, v, heads)));
  }
}
