package dev.lethe.training.kernels;

import dev.lethe.natives.NativeLibraryException;
import org.slf4j.LoggerFactory;

/**
 * Turns what a tensor engine left behind into per-unit contributions, their squared norms and their
 * weighted sum, each within the bounds of {@link KernelBounds}, which docs/guarantees.md proves.
 *
 * <p>What is computed for a unit is a function of that unit's positions alone: not of its place,
 * its neighbours or the number of threads. A value that is not finite spoils the results of its own
 * unit only. A unit or row of weight zero is never read.
 *
 * <p>All arguments are checked before anything is written; those that do not fit together throw
 * {@link KernelArgumentException}. Every unit's positions must be finite where a sum is formed, or
 * its weight zero. The buffers of one call must not overlap where it writes. An object serves one
 * thread at a time.
 */
public interface GradientKernels extends AutoCloseable {

  /**
   * The native kernels where the library loads, else the portable ones, with a warning that says
   * why.
   *
   * @param threads threads to use, the caller's among them; the portable kernels use only that
   */
  static GradientKernels best(int threads) {
    Checks.that(threads > 0, "there is at least one thread");
    try {
      return NativeGradientKernels.open(threads);
    } catch (NativeLibraryException e) {
      LoggerFactory.getLogger(GradientKernels.class)
          .warn("per-unit gradients are computed in Java, which is slower: {}", e.getMessage());
      return new PortableKernels();
    }
  }

  /** Those in Java, on the caller's thread. */
  static GradientKernels portable() {
    return new PortableKernels();
  }

  /** Which kernels these are: language, instruction set, threads. */
  String description();

  /**
   * Linear: per unit G[weights + j inputs + i] = sum over positions of g[j] a[i], and G[bias + j] =
   * sum of g[j]; inputs and outputs are the widths of the rows.
   */
  void outerProducts(Units units, Rows activations, Rows gradients, Place place, Contributions to);

  /** Convolution: the same for the weights and the bias of its channels; positions are rows. */
  void convolutionProducts(
      Units units,
      Rows inputs,
      Rows gradients,
      Convolution convolution,
      Place place,
      Contributions to);

  /**
   * Element-wise scale: per unit G[weights + c] = sum over positions and inner values of g x, and
   * G[bias + c] = sum of g, for rows of [channel][inner].
   *
   * @param channels divides the width of the rows
   */
  void scaleProducts(
      Units units, Rows inputs, Rows gradients, int channels, Place place, Contributions to);

  /**
   * Embedding, instantiated: per unit G[weights + token width + i] += the token's gradient, added
   * at every position that is not padding. Only for a table small enough to hold per unit, or
   * shared.
   */
  void embeddingProducts(Units units, Tokens tokens, Rows gradients, Place place, Contributions to);

  /**
   * Embedding: per unit the squared norm of its contribution, whose rows are the fp64 sums of the
   * gradients of each of its tokens, in order of position.
   */
  double[] embeddingSquares(Units units, Tokens tokens, Rows gradients);

  /**
   * Embedding: adds to the sum every unit's contribution (as {@link #embeddingSquares} has it)
   * times the unit's weight.
   */
  void addEmbedding(Units units, Tokens tokens, Rows gradients, double[] weights, Accumulator sum);

  /**
   * The squared norm of every unit's contribution, in parts.
   *
   * @param parts ascending offsets; part k is [parts[k], parts[k + 1])
   * @return that of part k of unit u at u (parts - 1) + k
   */
  double[] squaredNorms(Contributions contributions, int units, int[] parts);

  /**
   * Adds to sum[at + k] every unit's weight times its contribution[from + k], in order of the
   * units.
   */
  void addWeighted(
      Contributions contributions, double[] weights, int from, int length, double[] sum, int at);

  /** The squared norm of each of the first so many rows. */
  double[] rowSquares(Rows rows, int count);

  /**
   * Adds to the sum the outer products c a^T of rows [buckets[0], buckets[last]), and the c to its
   * bias, where c is the row's weight times its gradient rounded toward zero to fp32.
   *
   * <p>Rows of a bucket are multiplied and added in fp32, buckets in fp64; one of more than {@link
   * KernelBounds#MOST_FLOAT_POSITIONS} rows is computed in fp64. What a bucket gives is a function
   * of its own rows of weights other than zero.
   *
   * @param weights of each row from 0 on
   * @param buckets ascending first rows, and one past the last row
   */
  void addOuterProducts(
      Rows activations, Rows gradients, double[] weights, int[] buckets, Accumulator sum);

  /** Linear, not instantiated: squared norms and masses by Gram products. */
  Gram gram(Units units, Rows activations, Rows gradients);

  @Override
  void close();
}
