package dev.lethe.training.blocks.layers;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/** An input plus what a branch makes of it, example by example. */
public final class Residual extends AbstractBlock {
  private static final byte VERSION = 1;

  private final Block branch;

  private Residual(Block branch) {
    super(VERSION);
    this.branch = addChildBlock("branch", branch);
  }

  /**
   * @param branch its outputs have the shape of its inputs
   */
  public static Residual of(Block branch) {
    return new Residual(branch);
  }

  /** What is added to the input. */
  public Block branch() {
    return branch;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDList added = branch.forward(store, inputs, training, params);
    return new NDList(inputs.singletonOrThrow().add(added.singletonOrThrow()));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    branch.initialize(manager, type, inputs);
    if (!Shapes.through(branch, inputs[0]).equals(inputs[0])) {
      throw new IllegalArgumentException(
          "Residual: the branch changes the shape "
              + inputs[0]
              + " to "
              + Shapes.through(branch, inputs[0]));
    }
  }
}
