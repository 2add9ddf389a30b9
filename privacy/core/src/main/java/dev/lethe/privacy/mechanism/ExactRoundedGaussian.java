package dev.lethe.privacy.mechanism;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Draws {@code round(s Z)} for a standard normal Z, exactly but for a statistical distance below
 * 2^-200 per value, given ideal bits; no floating point error is in the law.
 *
 * <p>A draw is a deterministic function of two real numbers whose binary expansions are extended as
 * far as needed: {@code U} uniform on (0, 1) and {@code F} uniform on (0, 1), with two random
 * signs. By Box and Muller (1958) {@code R = sqrt(-2 log U)} times the cosine and the sine of
 * {@code (pi / 2) F}, under independent signs, are two independent standard normals.
 *
 * <p>The fast path sees 64 bits of each and works in doubles. In units of 2^-53, with R the radius:
 *
 * <ul>
 *   <li>the angle is off by at most 3.94 (its truncation to 62 bits, conversion, pi / 2, product),
 *       its cosine and sine by 2 more (an ulp, the bound that {@link Math} documents): 6 R in all;
 *   <li>below 15/16, U is relatively off by 2 (truncation and conversion) and the logarithm by an
 *       ulp, so its value by {@code 2 + R^2}; the square root makes of it {@code (2 + R^2) / R +
 *       R}, at most {@code 2 R + 5.6} as R is at least 0.359;
 *   <li>from 15/16 on {@code log1p} of the complement keeps the error relative: 3.1 R;
 *   <li>two products: 2 R.
 * </ul>
 *
 * The sum is below {@code 16 R + 8} with room for second-order terms. Where the 64 bits start with
 * so many zeros (or, from 15/16 on, ones) that truncation weighs more, {@code 2 / m} is added, m
 * being the integer that is left. A value further from every half-integer than s times this bound
 * is rounded right; otherwise {@link ExactPair} decides with more bits of the same U and F.
 */
public final class ExactRoundedGaussian implements NoiseSource {
  /** The largest standard deviation in grid steps. */
  public static final double MAX_STANDARD_DEVIATION = 0x1p45;

  private static final int BUFFER_BYTES = 1 << 15;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final double QUARTER_TURN = Math.PI / 2 * 0x1p-62;
  private static final long ANGLE_MASK = (1L << 62) - 1;

  private final BitSource bits;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int used = BUFFER_BYTES;

  /** A source under a fresh secret key. */
  public static ExactRoundedGaussian secure() {
    return new ExactRoundedGaussian(AesCtrBits.secure());
  }

  /** A source whose draws follow from bits that a test chose. */
  static ExactRoundedGaussian of(BitSource bits, PredictableBits capability) {
    if (capability == null) {
      throw new IllegalArgumentException("predictable noise needs the capability for it");
    }
    return new ExactRoundedGaussian(bits);
  }

  private ExactRoundedGaussian(BitSource bits) {
    this.bits = bits;
  }

  @Override
  public void fillRoundedGaussian(double standardDeviation, long[] out) {
    if (!(standardDeviation >= 1 && standardDeviation <= MAX_STANDARD_DEVIATION)) {
      throw new IllegalArgumentException(
          "the standard deviation must be from 1 to 2^45 grid steps, got "
              + standardDeviation
              + "; choose the grid to fit the clipping norm");
    }
    int even = out.length & ~1;
    for (int i = 0; i < even; i += 2) {
      drawPair(standardDeviation, out, i);
    }
    if (even < out.length) {
      long[] last = new long[2];
      drawPair(standardDeviation, last, 0);
      out[even] = last[0];
    }
  }

  private void drawPair(double s, long[] out, int at) {
    long radiusBits = nextLong();
    long angleBits = nextLong();
    if (!fastPair(s, radiusBits, angleBits, out, at)) {
      long[] pair = ExactPair.draw(s, radiusBits, angleBits, this::nextLong);
      out[at] = pair[0];
      out[at + 1] = pair[1];
    }
  }

  /** Writes both values if 64 bits in double precision decide them; otherwise nothing. */
  static boolean fastPair(double s, long radiusBits, long angleBits, long[] out, int at) {
    double r = radius(radiusBits);
    double angle = angle(angleBits);
    double scale = s * r;
    double x = scale * Math.cos(angle);
    double y = scale * Math.sin(angle);
    double roundedX = Math.rint(x);
    double roundedY = Math.rint(y);
    double error = s * errorBound(radiusBits, r);
    // Written so that an error that is not a number leaves the pair undecided.
    if (!(Math.max(Math.abs(x - roundedX), Math.abs(y - roundedY)) + error < 0.5)) {
      return false;
    }
    out[at] = withSign((long) roundedX, angleBits);
    out[at + 1] = withSign((long) roundedY, angleBits << 1);
    return true;
  }

  /** R from the first 64 bits of U. */
  static double radius(long radiusBits) {
    double u = kept(radiusBits) * 0x1p-63;
    return Math.sqrt(-2 * (nearOne(radiusBits) ? Math.log1p(-u) : Math.log(u)));
  }

  /** (pi / 2) F from its first 62 bits. */
  static double angle(long angleBits) {
    return (angleBits & ANGLE_MASK) * QUARTER_TURN;
  }

  /** How far a computed {@code R cos} or {@code R sin}, scaled by s, can be off, over s. */
  static double errorBound(long radiusBits, double r) {
    long m = kept(radiusBits);
    double arithmetic = 0x1p-53 * (16 * r + 8);
    if (m >= 1L << 53) {
      return arithmetic;
    }
    return m < 1L << 20 ? Double.POSITIVE_INFINITY : arithmetic + 2.0 / m;
  }

  private static boolean nearOne(long radiusBits) {
    return radiusBits >>> 60 == 15;
  }

  /** m, 63 bits of U below 15/16 and of its complement from there on. */
  private static long kept(long radiusBits) {
    return (nearOne(radiusBits) ? ~radiusBits : radiusBits) >>> 1;
  }

  /** Negates if the top bit of the second argument is set. */
  static long withSign(long value, long signBit) {
    long mask = signBit >> 63;
    return (value ^ mask) - mask;
  }

  private long nextLong() {
    if (used == BUFFER_BYTES) {
      bits.fill(buffer);
      used = 0;
    }
    long next = (long) LONGS.get(buffer, used);
    used += Long.BYTES;
    return next;
  }

  @Override
  public double distancePerValue() {
    return ExactPair.DISTANCE_PER_VALUE;
  }

  @Override
  public String description() {
    return "rounded Gaussian by Box-Muller with lazily extended precision, bits from "
        + bits.description();
  }

  @Override
  public void close() {
    bits.close();
    Arrays.fill(buffer, (byte) 0);
    used = BUFFER_BYTES;
  }
}
