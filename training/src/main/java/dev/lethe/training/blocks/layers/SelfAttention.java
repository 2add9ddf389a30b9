package dev.lethe.training.blocks.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.transformer.ScaledDotProductAttentionBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Multi-head self-attention within each example (Vaswani et al. 2017), over {@code [examples,
 * positions, width]}. Unlike DJL's block its four projections may be any affine blocks.
 */
public final class SelfAttention extends AbstractBlock {
  private static final byte VERSION = 1;
  private static final int LANE = 16;

  private final int heads;
  private final Block key;
  private final Block query;
  private final Block value;
  private final Block result;

  private SelfAttention(int heads, Block key, Block query, Block value, Block result) {
    super(VERSION);
    if (heads < 1) {
      throw new IllegalArgumentException("there is at least one head");
    }
    this.heads = heads;
    this.key = addChildBlock("keyProjection", key);
    this.query = addChildBlock("queryProjection", query);
    this.value = addChildBlock("valueProjection", value);
    this.result = addChildBlock("resultProjection", result);
  }

  /**
   * @param width of a position, divisible by the heads
   * @param heads how many
   */
  public static SelfAttention of(int width, int heads) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException("the heads divide the width " + width);
    }
    return new SelfAttention(
        heads, projection(width), projection(width), projection(width), projection(width));
  }

  /** With projections that exist; they map the width to itself. */
  public static SelfAttention of(int heads, Block key, Block query, Block value, Block result) {
    return new SelfAttention(heads, key, query, value, result);
  }

  /**
   * With the projections of DJL's block, not copies; its dropout is left out.
   *
   * @param heads as that block was built with
   */
  public static SelfAttention of(ScaledDotProductAttentionBlock block, int heads) {
    return new SelfAttention(
        heads,
        block.getKeyProjection(),
        block.getQueryProjection(),
        block.getValueProjection(),
        block.getResultProjection());
  }

  private static Linear projection(int width) {
    return Linear.builder().setUnits(width).build();
  }

  /** Number of heads. */
  public int heads() {
    return heads;
  }

  /** Makes the keys. */
  public Block key() {
    return key;
  }

  /** Makes the queries. */
  public Block query() {
    return query;
  }

  /** Makes the values. */
  public Block value() {
    return value;
  }

  /** Mixes the heads. */
  public Block result() {
    return result;
  }

  /**
   * What each position gathers, all {@code [examples, positions, width]}. Positions and heads are
   * padded to full lanes, so that an example's bits do not depend on where its memory begins.
   */
  public static NDArray gather(NDArray query, NDArray key, NDArray value, int heads) {
    Shape shape = query.getShape();
    long positions = shape.get(1);
    long width = shape.get(2) / heads;
    NDArray q = split(query, heads);
    NDArray k = split(key, heads).transpose(0, 1, 3, 2);
    NDArray v = split(value, heads);
    NDArray scores = Scaled.times(q.matMul(k), 1 / Math.sqrt((double) width));
    NDArray real = positions % LANE == 0 ? scores : scores.get(firstOf(3, positions));
    NDArray shares = padded(real.softmax(3), 3);
    NDArray gathered = shares.matMul(v);
    if (gathered.getShape().get(2) > positions || gathered.getShape().get(3) > width) {
      gathered = gathered.get(firstOf(2, positions)).get(firstOf(3, width));
    }
    return gathered.transpose(0, 2, 1, 3).reshape(shape);
  }

  /** {@code [examples, heads, positions, width of a head]}, padded with zeros. */
  private static NDArray split(NDArray x, int heads) {
    Shape shape = x.getShape();
    NDArray apart =
        x.reshape(shape.get(0), shape.get(1), heads, shape.get(2) / heads).transpose(0, 2, 1, 3);
    return padded(padded(apart, 2), 3);
  }

  private static NDArray padded(NDArray x, int axis) {
    long extent = x.getShape().get(axis);
    long missing = Math.floorMod(-extent, (long) LANE);
    if (missing == 0) {
      return x;
    }
    long[] extents = x.getShape().getShape().clone();
    extents[axis] = missing;
    return x.concat(x.getManager().zeros(new Shape(extents)), axis);
  }

  private static NDIndex firstOf(int axis, long extent) {
    NDIndex index = new NDIndex();
    for (int a = 0; a < axis; a++) {
      index.addAllDim();
    }
    return index.addSliceDim(0, extent);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDList x = new NDList(inputs.singletonOrThrow());
    NDArray k = key.forward(store, x, training).singletonOrThrow();
    NDArray q = query.forward(store, x, training).singletonOrThrow();
    NDArray v = value.forward(store, x, training).singletonOrThrow();
    return result.forward(store, new NDList(gather(q, k, v, heads)), training);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return inputs;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    for (Block projection : new Block[] {key, query, value, result}) {
      projection.initialize(manager, type, inputs[0]);
    }
  }
}
