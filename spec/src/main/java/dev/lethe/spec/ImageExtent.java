package dev.lethe.spec;

/**
 * The size of an image inside a network.
 *
 * @param channels at least 1
 * @param rows at least 1
 * @param columns at least 1
 */
public record ImageExtent(int channels, int rows, int columns) {
  public ImageExtent {
    if (channels < 1 || rows < 1 || columns < 1) {
      throw new IllegalArgumentException("nothing is left of the image");
    }
  }

  /**
   * That of a spec's images.
   *
   * @throws IllegalArgumentException if the features are no pixels
   */
  public static ImageExtent of(FeatureSpec features) {
    if (features instanceof FeatureSpec.Pixels pixels) {
      return new ImageExtent(1, pixels.rows(), pixels.columns());
    }
    throw new IllegalArgumentException("a convolution needs images as features");
  }

  /** Values of one image. */
  public int size() {
    return Math.multiplyExact(channels, Math.multiplyExact(rows, columns));
  }

  /**
   * After a convolution.
   *
   * @throws IllegalArgumentException if nothing is left
   */
  public ImageExtent after(ModelSpec.Convolution convolution) {
    return new ImageExtent(
        convolution.filters(),
        steps(rows + 2 * convolution.padding(), convolution.kernel(), convolution.stride()),
        steps(columns + 2 * convolution.padding(), convolution.kernel(), convolution.stride()));
  }

  /**
   * After pooling.
   *
   * @throws IllegalArgumentException if nothing is left
   */
  public ImageExtent after(ModelSpec.Pool pool) {
    return new ImageExtent(
        channels,
        steps(rows, pool.size(), pool.stride()),
        steps(columns, pool.size(), pool.stride()));
  }

  private static int steps(int extent, int window, int stride) {
    return extent < window ? 0 : (extent - window) / stride + 1;
  }
}
