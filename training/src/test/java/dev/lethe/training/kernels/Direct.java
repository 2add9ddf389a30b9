package dev.lethe.training.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.SplittableRandom;

/** Direct buffers for tests. */
final class Direct {
  private Direct() {}

  static FloatBuffer floats(int length) {
    return ByteBuffer.allocateDirect(length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  static FloatBuffer of(float... values) {
    return floats(values.length).put(0, values);
  }

  static IntBuffer ints(int... values) {
    return ByteBuffer.allocateDirect(values.length * Integer.BYTES)
        .order(ByteOrder.nativeOrder())
        .asIntBuffer()
        .put(0, values);
  }

  static LongBuffer longs(long... values) {
    return ByteBuffer.allocateDirect(values.length * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer()
        .put(0, values);
  }

  /** Values of both signs over a few orders of magnitude. */
  static FloatBuffer random(SplittableRandom random, int length) {
    FloatBuffer values = floats(length);
    for (int i = 0; i < length; i++) {
      values.put(i, (float) ((random.nextDouble() - 0.5) * Math.exp(4 * random.nextDouble())));
    }
    return values;
  }

  /** Rows with gaps that hold NaN, so that reading one shows. */
  static Rows rows(SplittableRandom random, int count, int width) {
    int stride = width + random.nextInt(4);
    FloatBuffer values = random(random, Math.max(1, count * stride));
    for (int p = 0; p < count; p++) {
      for (int i = width; i < stride; i++) {
        values.put(p * stride + i, Float.NaN);
      }
    }
    return new Rows(values, stride, width);
  }

  /** A copy of a whole buffer. */
  static float[] copy(FloatBuffer values) {
    float[] copy = new float[values.limit()];
    values.get(0, copy);
    return copy;
  }
}
