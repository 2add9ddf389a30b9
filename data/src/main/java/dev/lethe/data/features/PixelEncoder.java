package dev.lethe.data.features;

import dev.lethe.data.read.DataException;
import dev.lethe.data.read.IdxFile;
import dev.lethe.spec.FeatureSpec;

/** Grey values from [0, 255] to [-1, 1], each pixel by itself. */
public final class PixelEncoder {
  private static final float[] SCALED = new float[256];

  static {
    for (int p = 0; p < 256; p++) {
      SCALED[p] = (2 * p - 255) / 255f;
    }
  }

  private PixelEncoder() {}

  /**
   * Checks that a file holds images of the declared size.
   *
   * @throws DataException if not
   */
  public static void check(IdxFile images, FeatureSpec.Pixels pixels) {
    if (images.shape(0) != pixels.rows() || images.shape(1) != pixels.columns()) {
      throw new DataException(
          DataException.Place.of(images.name()),
          "its images are " + images.shape(0) + " x " + images.shape(1),
          "The spec declares "
              + pixels.rows()
              + " x "
              + pixels.columns()
              + ": change one of them.");
    }
  }

  /**
   * Writes the inputs of an image.
   *
   * @param image one byte per pixel
   * @param into where to
   * @param offset index of the first
   */
  public static void encode(byte[] image, float[] into, int offset) {
    for (int i = 0; i < image.length; i++) {
      into[offset + i] = SCALED[image[i] & 0xff];
    }
  }
}
