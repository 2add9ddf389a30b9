package dev.lethe.training.trainer;

import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.HingeLoss;
import ai.djl.training.loss.L1Loss;
import ai.djl.training.loss.L2Loss;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SigmoidBinaryCrossEntropyLoss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import dev.lethe.training.blocks.RowLoss;

/**
 * One of DJL's losses, example by example: on a batch of one it has the value of DJL's own, and
 * nothing in it depends on the batch.
 *
 * @param loss of one example
 * @param labels how labels are read
 */
record ExampleLoss(RowLoss loss, Labels labels) {
  /** What a label is. */
  enum Labels {
    /** One number, of a class. */
    CLASS,
    /** As many values as the loss reads. */
    VALUES
  }

  /** Values that the data hold per label. */
  int labelWidth() {
    return labels == Labels.CLASS ? 1 : loss.targetWidth();
  }

  /**
   * @param output of the block, without the batch axis
   * @throws PrivateTrainerException if it is not one of those known here
   */
  static ExampleLoss of(Loss loss, Shape output) {
    int width = Math.toIntExact(output.size());
    // The class itself and no subclass, which may compute anything.
    Class<?> type = loss.getClass();
    if (type == SoftmaxCrossEntropyLoss.class) {
      return softmax((SoftmaxCrossEntropyLoss) loss, output);
    }
    if (type == SigmoidBinaryCrossEntropyLoss.class) {
      if (DjlFields.read(loss, type, "fromSigmoid", Boolean.class)) {
        throw new PrivateTrainerException(
            "SigmoidBinaryCrossEntropyLoss with fromSigmoid has the wrong sign in DJL 0.38",
            "Take the sigmoid off the model's end and leave fromSigmoid out");
      }
      return values(new RowLoss.Logits(width), loss);
    }
    if (type == L2Loss.class) {
      return values(new RowLoss.Squared(width), loss);
    }
    if (type == L1Loss.class) {
      if (DjlFields.read(loss, type, "weight", Float.class) != 1) {
        throw new PrivateTrainerException(
            "L1Loss with a weight leaves the model's output out in DJL 0.38",
            "Use Loss.l1Loss() and scale the learning rate");
      }
      return values(new RowLoss.Absolute(width), loss);
    }
    if (type == HingeLoss.class) {
      int margin = DjlFields.read(loss, type, "margin", Integer.class);
      return values(new RowLoss.Hinge(width, margin), loss);
    }
    throw new PrivateTrainerException(
        "the loss " + type.getName() + " is not known example by example",
        "Use SoftmaxCrossEntropyLoss, SigmoidBinaryCrossEntropyLoss, L2Loss, L1Loss or HingeLoss;"
            + " weight decay belongs to the optimizer");
  }

  private static ExampleLoss softmax(SoftmaxCrossEntropyLoss loss, Shape output) {
    Class<?> type = SoftmaxCrossEntropyLoss.class;
    int axis = DjlFields.read(loss, type, "classAxis", Integer.class);
    if (output.dimension() != 1 || (axis != -1 && axis != 1)) {
      throw new PrivateTrainerException(
          "SoftmaxCrossEntropyLoss over axis "
              + axis
              + " of outputs shaped "
              + output
              + " per example is not supported",
          "Let the model end in one logit per class, and use class axis -1");
    }
    int classes = Math.toIntExact(output.get(0));
    boolean logits = DjlFields.read(loss, type, "fromLogit", Boolean.class);
    boolean sparse = DjlFields.read(loss, type, "sparseLabel", Boolean.class);
    RowLoss row = logits ? new RowLoss.Softmax(classes) : new RowLoss.LogLikelihood(classes);
    if (classes == 1) {
      throw new PrivateTrainerException(
          "SoftmaxCrossEntropyLoss over a single class is always zero",
          "Give the model one output per class, or use SigmoidBinaryCrossEntropyLoss");
    }
    return new ExampleLoss(scaled(row, loss), sparse ? Labels.CLASS : Labels.VALUES);
  }

  private static ExampleLoss values(RowLoss row, Loss loss) {
    return new ExampleLoss(scaled(row, loss), Labels.VALUES);
  }

  private static RowLoss scaled(RowLoss row, Loss loss) {
    float weight = DjlFields.read(loss, loss.getClass(), "weight", Float.class);
    return weight == 1 ? row : new RowLoss.Scaled(row, weight);
  }
}
