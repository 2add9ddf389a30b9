package dev.lethe.data.transform;

import dev.lethe.spec.ImageTransform;

/**
 * Scattering coefficients of one image, each group of channels shifted and scaled to mean 0 and
 * variance 1 within that image (Wu and He 2018): no other image and no private figure enters.
 */
final class NormalisedScattering implements PixelTransform {
  /** Added to a variance: an image without contrast becomes zeros, not noise of rounding. */
  static final double EPSILON = 1e-5;

  private final Scattering scattering;
  private final int groups;

  NormalisedScattering(int rows, int columns, ImageTransform.Scattering spec) {
    this.scattering = new Scattering(rows, columns, spec.scales(), spec.orientations());
    this.groups = spec.groups();
    if (scattering.channels() % groups != 0) {
      throw new IllegalArgumentException(
          scattering.channels() + " channels in " + groups + " equal groups");
    }
  }

  @Override
  public int width() {
    return scattering.width();
  }

  @Override
  public void apply(byte[] image, float[] into, int offset) {
    double[] grey = new double[image.length];
    for (int i = 0; i < image.length; i++) {
      grey[i] = (image[i] & 0xff) / 255.0;
    }
    double[] coefficients = scattering.coefficients(grey);
    int size = coefficients.length / groups;
    for (int from = 0; from < coefficients.length; from += size) {
      normalise(coefficients, from, size, into, offset + from);
    }
  }

  private static void normalise(double[] x, int from, int size, float[] into, int offset) {
    double sum = 0;
    for (int i = from; i < from + size; i++) {
      sum += x[i];
    }
    double mean = sum / size;
    double squares = 0;
    for (int i = from; i < from + size; i++) {
      squares += (x[i] - mean) * (x[i] - mean);
    }
    double scale = 1 / Math.sqrt(squares / size + EPSILON);
    for (int i = 0; i < size; i++) {
      into[offset + i] = (float) ((x[from + i] - mean) * scale);
    }
  }
}
