package dev.lethe.training.kernels;

/**
 * The geometry of a convolution over one to three axes, with zeros beyond the edges. An input row
 * is [channel][depth][height][width], weights are [output][input / groups][depth][height][width].
 *
 * @param inputs input channels
 * @param outputs output channels
 * @param groups groups of channels, which divide both
 * @param depth outermost axis
 * @param height middle axis
 * @param width innermost axis
 */
public record Convolution(
    int inputs, int outputs, int groups, Axis depth, Axis height, Axis width) {

  /**
   * One axis.
   *
   * @param size of the input
   * @param kernel taps
   * @param stride between outputs
   * @param padding zeros before and after the input
   * @param dilation between taps
   */
  public record Axis(int size, int kernel, int stride, int padding, int dilation) {

    /** An axis that is not there. */
    public static final Axis NONE = new Axis(1, 1, 1, 0, 1);

    /** Checks that there is an output. */
    public Axis {
      Checks.that(
          size > 0 && kernel > 0 && stride > 0 && padding >= 0 && dilation > 0,
          "an axis has a size, taps, a stride and a dilation above zero");
      Checks.that(
          padding <= 1 << 24 && size + 2L * padding <= Integer.MAX_VALUE, "sizes stay below 2^31");
      Checks.that(
          size + 2L * padding > (long) dilation * (kernel - 1), "an axis has at least one output");
    }

    /** Number of outputs. */
    public int outputs() {
      return (int) ((size + 2L * padding - (long) dilation * (kernel - 1) - 1) / stride + 1);
    }
  }

  /** Checks that the groups divide the channels. */
  public Convolution {
    Checks.that(
        inputs > 0 && outputs > 0 && groups > 0 && inputs % groups == 0 && outputs % groups == 0,
        "groups divide the channels");
    Checks.multiply(Checks.multiply(Checks.multiply(inputs, depth.size), height.size), width.size);
    int taps = Checks.multiply(Checks.multiply(depth.kernel, height.kernel), width.kernel);
    Checks.multiply(outputs, Checks.multiply(inputs / groups, taps));
    Checks.multiply(
        Checks.multiply(Checks.multiply(outputs, depth.outputs()), height.outputs()),
        width.outputs());
  }

  /** Values of an input row. */
  public int inputWidth() {
    return inputs * depth.size * height.size * width.size;
  }

  /** Values of an output row. */
  public int outputWidth() {
    return outputs * outputPositions();
  }

  /** Outputs of a channel. */
  public int outputPositions() {
    return depth.outputs() * height.outputs() * width.outputs();
  }

  /** Taps of a kernel in one input channel. */
  public int taps() {
    return depth.kernel * height.kernel * width.kernel;
  }

  /** Number of weights. */
  public int weights() {
    return outputs * (inputs / groups) * taps();
  }

  /** As the native kernel takes it. */
  int[] flat() {
    int[] flat = new int[18];
    flat[0] = inputs;
    flat[1] = outputs;
    flat[2] = groups;
    Axis[] axes = {depth, height, width};
    for (int k = 0; k < axes.length; k++) {
      flat[3 + 5 * k] = axes[k].size;
      flat[4 + 5 * k] = axes[k].kernel;
      flat[5 + 5 * k] = axes[k].stride;
      flat[6 + 5 * k] = axes[k].padding;
      flat[7 + 5 * k] = axes[k].dilation;
    }
    return flat;
  }
}
