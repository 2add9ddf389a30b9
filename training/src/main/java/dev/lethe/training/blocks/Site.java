package dev.lethe.training.blocks;

import dev.lethe.training.kernels.Convolution;

/**
 * One use of trained parameters inside a pass: what it leaves per record and how the records'
 * gradients follow from it. All of it is public, as it follows from the architecture.
 *
 * <p>Indices name the {@link TrainedParameter}s of the block; {@link #NONE} stands where a use has
 * no such parameter or does not train it. A record's positions are contiguous, and records follow
 * each other in the order of the pass.
 */
public sealed interface Site {
  /** In place of the index of a parameter that is not there or not trained. */
  int NONE = -1;

  /** The weight, or {@link #NONE}. */
  int weight();

  /** The bias, or {@link #NONE}. */
  int bias();

  /** Values that one record leaves in the activations. */
  int activationsPerRow();

  /** Values that one record leaves in the gradients. */
  int gradientsPerRow();

  /**
   * An affine map: the weight's gradient is the sum over positions of output gradient times
   * activation, transposed; the bias's is the sum of the output gradients.
   *
   * @param positions per record
   * @param inputs width of the weight
   * @param inputStride values from one position's activation to the next
   * @param outputs height of the weight
   * @param outputStride values from one position's gradient to the next
   */
  record Linear(
      int weight,
      int bias,
      int positions,
      int inputs,
      int inputStride,
      int outputs,
      int outputStride)
      implements Site {
    @Override
    public int activationsPerRow() {
      return Math.multiplyExact(positions, inputStride);
    }

    @Override
    public int gradientsPerRow() {
      return Math.multiplyExact(positions, outputStride);
    }
  }

  /**
   * A convolution.
   *
   * @param geometry its shapes
   */
  record Convolved(int weight, int bias, Convolution geometry) implements Site {
    @Override
    public int activationsPerRow() {
      return geometry.inputWidth();
    }

    @Override
    public int gradientsPerRow() {
      return geometry.outputWidth();
    }
  }

  /**
   * An elementwise scale and shift along one axis, as in normalisations and parametric activations:
   * activations and gradients are {@code [outer][width][inner]} per record.
   *
   * @param outer positions before the scaled axis
   * @param width values of the parameter
   * @param inner positions after it
   */
  record Scale(int weight, int bias, int outer, int width, int inner) implements Site {
    @Override
    public int activationsPerRow() {
      return Math.multiplyExact(Math.multiplyExact(outer, width), inner);
    }

    @Override
    public int gradientsPerRow() {
      return activationsPerRow();
    }
  }

  /**
   * A table of vectors: activations are row numbers, 64-bit integers, one per position.
   *
   * @param positions per record
   * @param rows of the table
   * @param width of the table
   */
  record Embedding(int weight, int positions, int rows, int width) implements Site {
    @Override
    public int bias() {
      return NONE;
    }

    @Override
    public int activationsPerRow() {
      return positions;
    }

    @Override
    public int gradientsPerRow() {
      return Math.multiplyExact(positions, width);
    }
  }
}
