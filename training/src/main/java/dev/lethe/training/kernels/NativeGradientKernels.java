package dev.lethe.training.kernels;

import dev.lethe.natives.GradientBridge;
import dev.lethe.natives.NativeHandle;
import java.util.List;

/**
 * The kernels in the native library: vector instructions chosen at run time, a fixed number of
 * threads, the same bits whatever that number.
 */
final class NativeGradientKernels implements GradientKernels {
  private final NativeHandle handle;
  private final String description;

  private NativeGradientKernels(NativeHandle handle, String description) {
    this.handle = handle;
    this.description = description;
  }

  /**
   * Those for the best instructions of this machine.
   *
   * @throws dev.lethe.natives.NativeLibraryException if the library does not load
   */
  static NativeGradientKernels open(int threads) {
    List<String> instructions = instructions();
    return open(instructions.size() - 1, threads);
  }

  /** What this machine has, the slowest first. */
  static List<String> instructions() {
    GradientBridge.require();
    return List.of(GradientBridge.instructions());
  }

  /** Those for instructions by their place in {@link #instructions}. */
  static NativeGradientKernels open(int instructions, int threads) {
    Checks.that(threads > 0 && threads <= 1024, "there are between 1 and 1024 threads");
    String name = instructions().get(instructions);
    NativeHandle handle =
        new NativeHandle(
            "set of gradient kernels",
            GradientBridge.open(instructions, threads),
            GradientBridge::close);
    return new NativeGradientKernels(
        handle, "native, " + name + ", " + threads + (threads == 1 ? " thread" : " threads"));
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void outerProducts(
      Units units, Rows activations, Rows gradients, Place place, Contributions to) {
    KernelChecks.outerProducts(units, activations, gradients, place, to);
    with(
        kernels ->
            GradientBridge.outerProducts(
                kernels,
                units.starts(),
                activations.values(),
                activations.stride(),
                activations.width(),
                gradients.values(),
                gradients.stride(),
                gradients.width(),
                place.weights(),
                place.bias(),
                adds(place),
                to.values(),
                to.stride()));
  }

  @Override
  public void convolutionProducts(
      Units units,
      Rows inputs,
      Rows gradients,
      Convolution convolution,
      Place place,
      Contributions to) {
    KernelChecks.convolutionProducts(units, inputs, gradients, convolution, place, to);
    with(
        kernels ->
            GradientBridge.convolutionProducts(
                kernels,
                units.starts(),
                inputs.values(),
                inputs.stride(),
                inputs.width(),
                gradients.values(),
                gradients.stride(),
                gradients.width(),
                convolution.flat(),
                place.weights(),
                place.bias(),
                adds(place),
                to.values(),
                to.stride()));
  }

  @Override
  public void scaleProducts(
      Units units, Rows inputs, Rows gradients, int channels, Place place, Contributions to) {
    KernelChecks.scaleProducts(units, inputs, gradients, channels, place, to);
    with(
        kernels ->
            GradientBridge.scaleProducts(
                kernels,
                units.starts(),
                inputs.values(),
                inputs.stride(),
                gradients.values(),
                gradients.stride(),
                gradients.width(),
                channels,
                place.weights(),
                place.bias(),
                adds(place),
                to.values(),
                to.stride()));
  }

  @Override
  public void embeddingProducts(
      Units units, Tokens tokens, Rows gradients, Place place, Contributions to) {
    KernelChecks.embeddingProducts(units, tokens, gradients, place, to);
    with(
        kernels ->
            GradientBridge.embeddingProducts(
                kernels,
                units.starts(),
                tokens.ids(),
                tokens.idBytes(),
                tokens.vocabulary(),
                tokens.padding(),
                gradients.values(),
                gradients.stride(),
                gradients.width(),
                place.weights(),
                adds(place),
                to.values(),
                to.stride()));
  }

  @Override
  public double[] embeddingSquares(Units units, Tokens tokens, Rows gradients) {
    KernelChecks.embedding(units, tokens, gradients);
    return compute(
        kernels ->
            GradientBridge.embeddingSquares(
                kernels,
                units.starts(),
                tokens.ids(),
                tokens.idBytes(),
                tokens.vocabulary(),
                tokens.padding(),
                gradients.values(),
                gradients.stride(),
                gradients.width()));
  }

  @Override
  public void addEmbedding(
      Units units, Tokens tokens, Rows gradients, double[] weights, Accumulator sum) {
    KernelChecks.addEmbedding(units, tokens, gradients, weights, sum);
    with(
        kernels ->
            GradientBridge.addEmbedding(
                kernels,
                units.starts(),
                tokens.ids(),
                tokens.idBytes(),
                tokens.vocabulary(),
                tokens.padding(),
                gradients.values(),
                gradients.stride(),
                gradients.width(),
                weights,
                sum.values(),
                sum.place().weights()));
  }

  @Override
  public double[] squaredNorms(Contributions contributions, int units, int[] parts) {
    KernelChecks.squaredNorms(contributions, units, parts);
    return compute(
        kernels ->
            GradientBridge.squaredNorms(
                kernels, contributions.values(), contributions.stride(), units, parts));
  }

  @Override
  public void addWeighted(
      Contributions contributions, double[] weights, int from, int length, double[] sum, int at) {
    KernelChecks.addWeighted(contributions, weights, from, length, sum, at);
    with(
        kernels ->
            GradientBridge.addWeighted(
                kernels,
                contributions.values(),
                contributions.stride(),
                weights,
                from,
                length,
                sum,
                at));
  }

  @Override
  public double[] rowSquares(Rows rows, int count) {
    KernelChecks.rowSquares(rows, count);
    return compute(
        kernels ->
            GradientBridge.rowSquares(kernels, rows.values(), rows.stride(), rows.width(), count));
  }

  @Override
  public void addOuterProducts(
      Rows activations, Rows gradients, double[] weights, int[] buckets, Accumulator sum) {
    KernelChecks.addOuterProducts(activations, gradients, weights, buckets, sum);
    with(
        kernels ->
            GradientBridge.addOuterProducts(
                kernels,
                activations.values(),
                activations.stride(),
                activations.width(),
                gradients.values(),
                gradients.stride(),
                gradients.width(),
                weights,
                buckets,
                sum.values(),
                sum.place().weights(),
                sum.place().bias()));
  }

  @Override
  public Gram gram(Units units, Rows activations, Rows gradients) {
    KernelChecks.gram(units, activations, gradients);
    double[] flat =
        compute(
            kernels ->
                GradientBridge.gram(
                    kernels,
                    units.starts(),
                    activations.values(),
                    activations.stride(),
                    activations.width(),
                    gradients.values(),
                    gradients.stride(),
                    gradients.width()));
    return new Gram(every4th(flat, 0), every4th(flat, 1), every4th(flat, 2), every4th(flat, 3));
  }

  @Override
  public void close() {
    handle.close();
  }

  private static double[] every4th(double[] flat, int first) {
    double[] values = new double[flat.length / 4];
    for (int u = 0; u < values.length; u++) {
      values[u] = flat[4 * u + first];
    }
    return values;
  }

  private static boolean adds(Place place) {
    return place.write() == Place.Write.ADD;
  }

  private interface Call {
    void on(long kernels);
  }

  private interface Computation {
    double[] on(long kernels);
  }

  private void with(Call call) {
    long kernels = handle.acquire();
    try {
      call.on(kernels);
    } finally {
      handle.release();
    }
  }

  private double[] compute(Computation computation) {
    long kernels = handle.acquire();
    try {
      return computation.on(kernels);
    } finally {
      handle.release();
    }
  }
}
