package dev.lethe.data.transform;

import dev.lethe.data.read.Digests;
import dev.lethe.spec.ImageTransform;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Random features of one image under a fixed public seed (Rahimi and Recht 2007): the projections
 * follow from the seed by SHA-256, not from any image, and are the same on every machine.
 */
final class RandomFeatures implements PixelTransform {
  private static final byte[] DOMAIN =
      "lethe/random-features/v1".getBytes(StandardCharsets.US_ASCII);
  private static final double ROOT_TWO = Math.sqrt(2);

  private final int pixels;
  private final ImageTransform.FeatureMap map;
  private final float[] weights;
  private final double[] biases;

  RandomFeatures(int pixels, ImageTransform.RandomFeatures spec) {
    this.pixels = pixels;
    this.map = spec.map();
    this.weights = new float[Math.multiplyExact(spec.count(), pixels)];
    this.biases = new double[spec.count()];
    double deviation = spec.scale() / Math.sqrt(pixels);
    Uniforms uniforms = new Uniforms(spec.seed());
    for (int f = 0; f < biases.length; f++) {
      for (int i = 0; i < pixels; i++) {
        weights[f * pixels + i] = (float) (deviation * uniforms.normal());
      }
      biases[f] =
          switch (map) {
            case FOURIER -> 2 * Math.PI * uniforms.next();
            case RELU -> spec.scale() * uniforms.normal();
          };
    }
  }

  @Override
  public int width() {
    return biases.length;
  }

  @Override
  public void apply(byte[] image, float[] into, int offset) {
    double[] scaled = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      scaled[i] = (2 * (image[i] & 0xff) - 255) / 255.0;
    }
    for (int f = 0; f < biases.length; f++) {
      double sum = biases[f];
      for (int i = 0; i < pixels; i++) {
        sum += weights[f * pixels + i] * scaled[i];
      }
      double value =
          switch (map) {
            case FOURIER -> StrictMath.cos(sum);
            case RELU -> Math.max(0, sum);
          };
      into[offset + f] = (float) (ROOT_TWO * value);
    }
  }

  /** Numbers in (0, 1) of 53 bits from a hash of the seed and a counter. */
  private static final class Uniforms {
    private final MessageDigest digest = Digests.sha256();
    private final long seed;
    private ByteBuffer block = ByteBuffer.allocate(0);
    private long blocks;

    Uniforms(long seed) {
      this.seed = seed;
    }

    double next() {
      if (!block.hasRemaining()) {
        digest.update(DOMAIN);
        digest.update(ByteBuffer.allocate(16).putLong(seed).putLong(blocks++).flip());
        block = ByteBuffer.wrap(digest.digest());
      }
      return ((block.getLong() >>> 11) + 0.5) * 0x1p-53;
    }

    /** Box and Muller 1958. */
    double normal() {
      double radius = Math.sqrt(-2 * StrictMath.log(next()));
      return radius * StrictMath.cos(2 * Math.PI * next());
    }
  }
}
