package dev.lethe.data.transform;

import dev.lethe.data.features.PixelEncoder;
import dev.lethe.spec.FeatureSpec;
import dev.lethe.spec.ImageTransform;
import java.util.Optional;

/**
 * Encodes images by public knowledge alone: what one image becomes depends on that image and the
 * spec, never on other images, and is the same on every machine.
 *
 * <p>Safe for use by several threads.
 */
public final class ImageEncoder {
  private final FeatureSpec.Pixels pixels;
  private final Optional<PixelTransform> transform;

  private ImageEncoder(FeatureSpec.Pixels pixels, Optional<PixelTransform> transform) {
    this.pixels = pixels;
    this.transform = transform;
  }

  /**
   * An encoder for the images of some features, empty where they are columns of a table. Wavelets
   * and random projections are computed here, once.
   */
  public static Optional<ImageEncoder> of(FeatureSpec features) {
    if (features instanceof FeatureSpec.Pixels pixels) {
      return Optional.of(new ImageEncoder(pixels, Optional.empty()));
    }
    return features instanceof FeatureSpec.Transformed images
        ? Optional.of(
            new ImageEncoder(images.pixels(), Optional.of(of(images.pixels(), images.transform()))))
        : Optional.empty();
  }

  private static PixelTransform of(FeatureSpec.Pixels pixels, ImageTransform transform) {
    if (transform instanceof ImageTransform.Scattering scattering) {
      return new NormalisedScattering(pixels.rows(), pixels.columns(), scattering);
    }
    return new RandomFeatures(
        pixels.rows() * pixels.columns(), (ImageTransform.RandomFeatures) transform);
  }

  /** The size of the images. */
  public FeatureSpec.Pixels pixels() {
    return pixels;
  }

  /** Inputs per image. */
  public int width() {
    return transform.map(PixelTransform::width).orElse(pixels.width());
  }

  /** Whether inputs are more than the pixels themselves. */
  public boolean transforms() {
    return transform.isPresent();
  }

  /**
   * Writes the inputs of an image.
   *
   * @param image one byte per pixel, row by row
   * @param into where to
   * @param offset index of the first of {@link #width()} inputs
   * @throws IllegalArgumentException if the image has another number of pixels
   */
  public void encode(byte[] image, float[] into, int offset) {
    if (image.length != pixels.width()) {
      throw new IllegalArgumentException(
          image.length + " pixels where the spec declares " + pixels.width());
    }
    if (transform.isEmpty()) {
      PixelEncoder.encode(image, into, offset);
    } else {
      transform.get().apply(image, into, offset);
    }
  }
}
