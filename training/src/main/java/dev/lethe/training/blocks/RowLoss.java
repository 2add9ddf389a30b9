package dev.lethe.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.nio.FloatBuffer;

/**
 * A loss of each record by itself: the sum over records of a weight times the record's loss, with
 * no mean over the batch.
 *
 * <p>A target row is what the engine reads. It is written from a class number, one-hot where there
 * are several values, or from as many real values.
 */
public sealed interface RowLoss {
  /** Values per target row. */
  int targetWidth();

  /** Number of classes, where labels are class numbers. */
  default int classes() {
    return targetWidth() == 1 ? 2 : targetWidth();
  }

  /**
   * @param output of the block, one row per record
   * @param targets one row per record
   * @param weights one per record, as a column
   */
  NDArray sum(NDArray output, NDArray targets, NDArray weights);

  /** Writes a class number into a row of zeros. */
  default void put(FloatBuffer targets, int row, int label) {
    if (targetWidth() == 1) {
      targets.put(row, label);
    } else {
      targets.put(row * targetWidth() + label, 1);
    }
  }

  /** Writes a row of real values. */
  default void put(FloatBuffer targets, int row, float[] values, int from) {
    targets.put(row * targetWidth(), values, from, targetWidth());
  }

  /** A single logit and a label of 0 or 1. */
  record Logistic() implements RowLoss {
    @Override
    public int targetWidth() {
      return 1;
    }

    @Override
    public NDArray sum(NDArray output, NDArray targets, NDArray weights) {
      return Activation.softPlus(output).sub(output.mul(targets)).mul(weights).sum();
    }
  }

  /**
   * One logit per class and the class, or a share for each.
   *
   * @param classes how many
   */
  record Softmax(int classes) implements RowLoss {
    @Override
    public int targetWidth() {
      return classes;
    }

    @Override
    public NDArray sum(NDArray output, NDArray targets, NDArray weights) {
      return output.logSoftmax(1).mul(targets).mul(weights).sum().neg();
    }
  }

  /**
   * One log-probability per class and the class, or a share for each.
   *
   * @param classes how many
   */
  record LogLikelihood(int classes) implements RowLoss {
    @Override
    public int targetWidth() {
      return classes;
    }

    @Override
    public NDArray sum(NDArray output, NDArray targets, NDArray weights) {
      return output.mul(targets).mul(weights).sum().neg();
    }
  }

  /**
   * Independent logits, each with a label of 0 to 1; the mean over them.
   *
   * @param targetWidth how many
   */
  record Logits(int targetWidth) implements RowLoss {
    @Override
    public NDArray sum(NDArray output, NDArray targets, NDArray weights) {
      NDArray flat = flat(output, targets);
      NDArray loss = Activation.softPlus(flat).sub(flat.mul(targets));
      return loss.mul(weights.div(targetWidth)).sum();
    }
  }

  /**
   * The mean squared difference.
   *
   * @param targetWidth values of a record
   */
  record Squared(int targetWidth) implements RowLoss {
    @Override
    public NDArray sum(NDArray output, NDArray targets, NDArray weights) {
      NDArray loss = flat(output, targets).sub(targets).square();
      return loss.mul(weights.div(targetWidth)).sum();
    }
  }

  /**
   * The mean absolute difference.
   *
   * @param targetWidth values of a record
   */
  record Absolute(int targetWidth) implements RowLoss {
    @Override
    public NDArray sum(NDArray output, NDArray targets, NDArray weights) {
      NDArray loss = flat(output, targets).sub(targets).abs();
      return loss.mul(weights.div(targetWidth)).sum();
    }
  }

  /**
   * The mean of what outputs times labels, which are -1 or 1, fall short of a margin.
   *
   * @param targetWidth values of a record
   * @param margin how far from zero an output should be
   */
  record Hinge(int targetWidth, int margin) implements RowLoss {
    @Override
    public NDArray sum(NDArray output, NDArray targets, NDArray weights) {
      NDArray loss = Activation.relu(flat(output, targets).mul(targets).neg().add(margin));
      return loss.mul(weights.div(targetWidth)).sum();
    }
  }

  /**
   * Another loss times a public constant.
   *
   * @param loss what is scaled
   * @param factor finite
   */
  record Scaled(RowLoss loss, float factor) implements RowLoss {
    public Scaled {
      if (!Float.isFinite(factor)) {
        throw new IllegalArgumentException("a loss is scaled by a finite number, got " + factor);
      }
    }

    @Override
    public int targetWidth() {
      return loss.targetWidth();
    }

    @Override
    public NDArray sum(NDArray output, NDArray targets, NDArray weights) {
      return loss.sum(output, targets, weights.mul(factor));
    }
  }

  private static NDArray flat(NDArray output, NDArray targets) {
    Shape shape = targets.getShape();
    return output.reshape(shape);
  }
}
