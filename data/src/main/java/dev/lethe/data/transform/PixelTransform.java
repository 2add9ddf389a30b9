package dev.lethe.data.transform;

/** A deterministic function of one image; safe for use by several threads. */
sealed interface PixelTransform permits NormalisedScattering, RandomFeatures {
  /** Features per image. */
  int width();

  /**
   * Writes the features of an image.
   *
   * @param image one byte per pixel
   * @param into where the features are written to
   * @param offset index of the first
   */
  void apply(byte[] image, float[] into, int offset);
}
