package dev.lethe.training.blocks;

import ai.djl.ndarray.NDList;

/** The input plus the branch. */
record ResidualTwin(Twin branch) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    NDList added = branch.forward(pass, inputs);
    return new NDList(inputs.singletonOrThrow().add(added.singletonOrThrow()));
  }
}
