package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records, use by use, what enters a trained parameter's use and the leaf whose gradient is that of
 * what leaves it.
 */
final class Pass {
  private final NDManager manager;
  private final Weights weights;
  private final int rows;
  private final List<Use> uses = new ArrayList<>();

  /** A site with the engine's arrays. */
  record Use(Site site, NDArray activation, NDArray leaf) {}

  Pass(NDManager manager, Weights weights, int rows) {
    this.manager = manager;
    this.weights = weights;
    this.rows = rows;
  }

  NDManager manager() {
    return manager;
  }

  int rows() {
    return rows;
  }

  List<Use> uses() {
    return uses;
  }

  /** The parameter's values, which never ask for a gradient. */
  NDArray value(Slot slot) {
    return weights.plain(slot);
  }

  /**
   * {@code x W^T + b} over the last axis; every other axis is a position.
   *
   * @param x first axis: records
   * @param weight {@code [outputs, inputs]}
   * @param bias {@code [outputs]}, if there is one
   */
  NDArray linear(NDArray x, Slot weight, @Nullable Slot bias) {
    Shape shape = x.getShape();
    int inputs = Math.toIntExact(weight.shape().get(1));
    int outputs = Math.toIntExact(weight.shape().get(0));
    long positions = shape.size() / inputs;
    int inputStride = RowProgram.rowsFor(inputs);
    int outputStride = RowProgram.rowsFor(outputs);
    NDArray flat = widened(x.reshape(positions, inputs), positions, inputs, inputStride);
    NDArray table = weights.padded(weight);
    NDArray out;
    boolean trained = weight.isTrained() || (bias != null && bias.isTrained());
    if (!trained) {
      out = engineLinear(flat, table, bias == null ? null : weights.padded(bias));
    } else {
      // The leaf takes the bias's place in the engine's fused product: it costs nothing.
      NDArray leaf = repeated(bias, new Shape(positions, outputStride));
      leaf.setRequiresGradient(true);
      out = engineLinear(flat, table, leaf);
      uses.add(
          new Use(
              new Site.Linear(
                  weight.trainedIndex(),
                  bias == null ? Site.NONE : bias.trainedIndex(),
                  Math.toIntExact(positions / rows),
                  inputs,
                  inputStride,
                  outputs,
                  outputStride),
              flat,
              leaf));
    }
    if (outputStride > outputs) {
      out = out.get(new NDIndex().addAllDim().addSliceDim(0, outputs));
    }
    return out.reshape(withLast(shape, outputs));
  }

  /** A leaf that is added to what leaves the use; its gradient is that of the sum. */
  NDArray leaving(Site site, NDArray activation, NDArray output) {
    if (uses.isEmpty()) {
      // Nothing before it asks for a gradient.
      return fresh(site, activation, output);
    }
    NDArray leaf = manager.zeros(output.getShape());
    leaf.setRequiresGradient(true);
    uses.add(new Use(site, activation, leaf));
    return output.add(leaf);
  }

  /** As {@link #leaving}, for an output that follows from inputs alone: it is the leaf itself. */
  NDArray fresh(Site site, NDArray activation, NDArray output) {
    output.setRequiresGradient(true);
    uses.add(new Use(site, activation, output));
    return output;
  }

  private NDArray repeated(@Nullable Slot bias, Shape shape) {
    if (bias == null) {
      return manager.zeros(shape);
    }
    try (NDArray view = weights.padded(bias).broadcast(shape)) {
      NDArray copy = view.duplicate();
      copy.attach(manager);
      return copy;
    }
  }

  private static NDArray engineLinear(NDArray x, NDArray weight, @Nullable NDArray bias) {
    return x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow();
  }

  private NDArray widened(NDArray x, long positions, int width, int stride) {
    return stride == width ? x : x.concat(manager.zeros(new Shape(positions, stride - width)), 1);
  }

  private static Shape withLast(Shape shape, long last) {
    long[] extents = shape.getShape().clone();
    extents[extents.length - 1] = last;
    return new Shape(extents);
  }
}
