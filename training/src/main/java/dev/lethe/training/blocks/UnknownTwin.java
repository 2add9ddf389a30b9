package dev.lethe.training.blocks;

import ai.djl.ndarray.NDList;

/** Stands for a block that is not known; a tree with one runs record by record instead. */
record UnknownTwin(String path) implements Twin {
  @Override
  public NDList forward(Pass pass, NDList inputs) {
    throw new IllegalStateException(path + " has no twin");
  }
}
