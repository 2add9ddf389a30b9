package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;

/** The positive part plus alpha times the negative part. */
record PreluTwin(Slot alpha) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    NDArray x = inputs.singletonOrThrow();
    NDArray negative = Activation.relu(x.neg()).neg();
    NDArray out = Activation.relu(x).add(negative.mul(pass.value(alpha)));
    if (alpha.isTrained()) {
      int size = Math.toIntExact(x.size() / pass.rows());
      Site site = new Site.Scale(alpha.trainedIndex(), Site.NONE, size, 1, 1);
      out = pass.leaving(site, negative, out);
    }
    return new NDList(out);
  }
}
