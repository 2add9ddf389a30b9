package dev.lethe.natives;

import java.nio.Buffer;

/**
 * The externs of the gradient kernels, flat and hardly checked: a wrong pointer, or a buffer that
 * is not direct, ends the process or the call.
 *
 * <p>Buffers are direct, hold the machine's own floats (or ids), and count from their first
 * element. A matrix is a buffer with a stride and a width. Units and buckets are ascending starts.
 * An offset of -1 means that there is no such parameter. A failure throws {@link NativeException}.
 */
public final class GradientBridge {

  static {
    try {
      NativeLibrary.load();
    } catch (NativeLibraryException e) {
      // Told by require(); out of here it would come wrapped, and only once.
    }
  }

  private GradientBridge() {}

  /**
   * Loads the library, or throws {@link NativeLibraryException} which says what to do; to be called
   * before the first use.
   */
  public static void require() {
    NativeLibrary.load();
  }

  /** The sets of instructions of this machine, the slowest first. */
  public static native String[] instructions();

  /**
   * Kernels for a set of instructions, by its place in {@link #instructions}, and so many threads.
   */
  public static native long open(int instructions, int threads);

  /** Frees what {@link #open} made. */
  public static native void close(long kernels);

  /** Per unit the products of a linear layer. */
  public static native void outerProducts(
      long kernels,
      int[] units,
      Buffer activations,
      int activationStride,
      int activationWidth,
      Buffer gradients,
      int gradientStride,
      int gradientWidth,
      int weights,
      int bias,
      boolean adds,
      Buffer contributions,
      int contributionStride);

  /**
   * Per unit the products of a convolution.
   *
   * @param geometry input channels, output channels, groups; then of depth, height and width: size,
   *     kernel, stride, padding, dilation
   */
  public static native void convolutionProducts(
      long kernels,
      int[] units,
      Buffer inputs,
      int inputStride,
      int inputWidth,
      Buffer gradients,
      int gradientStride,
      int gradientWidth,
      int[] geometry,
      int weights,
      int bias,
      boolean adds,
      Buffer contributions,
      int contributionStride);

  /** Per unit the products of a scale and shift. */
  public static native void scaleProducts(
      long kernels,
      int[] units,
      Buffer inputs,
      int inputStride,
      Buffer gradients,
      int gradientStride,
      int width,
      int channels,
      int weights,
      int bias,
      boolean adds,
      Buffer contributions,
      int contributionStride);

  /** Per unit the table of an embedding; ids have been checked. */
  public static native void embeddingProducts(
      long kernels,
      int[] units,
      Buffer ids,
      int idBytes,
      int vocabulary,
      int padding,
      Buffer gradients,
      int gradientStride,
      int gradientWidth,
      int weights,
      boolean adds,
      Buffer contributions,
      int contributionStride);

  /** Per unit the squared norm of an embedding's contribution; ids have been checked. */
  public static native double[] embeddingSquares(
      long kernels,
      int[] units,
      Buffer ids,
      int idBytes,
      int vocabulary,
      int padding,
      Buffer gradients,
      int gradientStride,
      int gradientWidth);

  /**
   * Adds the weighted contributions of an embedding to its place in a sum; ids have been checked.
   */
  public static native void addEmbedding(
      long kernels,
      int[] units,
      Buffer ids,
      int idBytes,
      int vocabulary,
      int padding,
      Buffer gradients,
      int gradientStride,
      int gradientWidth,
      double[] weights,
      double[] sum,
      int at);

  /** Per unit and part the squared norm of a contribution. */
  public static native double[] squaredNorms(
      long kernels, Buffer contributions, int contributionStride, int units, int[] parts);

  /** Adds weighted contributions to a sum. */
  public static native void addWeighted(
      long kernels,
      Buffer contributions,
      int contributionStride,
      double[] weights,
      int from,
      int length,
      double[] sum,
      int at);

  /** The squared norms of the first so many rows. */
  public static native double[] rowSquares(
      long kernels, Buffer rows, int stride, int width, int count);

  /** Adds weighted outer products to a sum, bucket by bucket. */
  public static native void addOuterProducts(
      long kernels,
      Buffer activations,
      int activationStride,
      int activationWidth,
      Buffer gradients,
      int gradientStride,
      int gradientWidth,
      double[] weights,
      int[] buckets,
      double[] sum,
      int weightsAt,
      int biasAt);

  /** Per unit four values: squared norm and mass of the weights' part, the same of the bias's. */
  public static native double[] gram(
      long kernels,
      int[] units,
      Buffer activations,
      int activationStride,
      int activationWidth,
      Buffer gradients,
      int gradientStride,
      int gradientWidth);
}
