package dev.lethe.privacy.sampling;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Poisson sampling of privacy units: in each step every unit is drawn independently with a
 * probability that is at most the stated rate and less than 2^-64 below it.
 *
 * <p>A unit's decision in a step is the first 64 bits of AES-256 of its own 16-byte id under a key
 * derived from the run's key and the step. It depends on nothing else: adding or removing another
 * unit changes no decision. Independence is computational, as AES is a pseudo-random permutation on
 * distinct ids. The privacy loss of a sampled mechanism grows with the rate, so an event with the
 * stated rate covers the smaller real one.
 */
public final class PoissonSampler {
  /** Bytes of a unit id. */
  public static final int ID_BYTES = 16;

  private static final int CHUNK_UNITS = 4096;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] unitIds;
  private final int units;
  private final boolean all;
  private final long threshold;
  private final Mac stepKeys;

  /**
   * @param unitIds {@value #ID_BYTES} bytes per unit, all distinct; not copied
   * @param samplingRate in (0, 1]
   * @param runKey 32 secret bytes, fresh for each start of a run and kept nowhere
   */
  public PoissonSampler(byte[] unitIds, double samplingRate, byte[] runKey) {
    if (unitIds.length % ID_BYTES != 0) {
      throw new IllegalArgumentException("unit ids have " + ID_BYTES + " bytes each");
    }
    if (!(samplingRate > 0 && samplingRate <= 1)) {
      throw new IllegalArgumentException("sampling rate must be in (0, 1], got " + samplingRate);
    }
    if (runKey.length != 32) {
      throw new IllegalArgumentException("a run key has 32 bytes, got " + runKey.length);
    }
    requireDistinct(unitIds);
    this.unitIds = unitIds;
    this.units = unitIds.length / ID_BYTES;
    this.all = samplingRate == 1;
    this.threshold = all ? 0 : threshold(samplingRate);
    try {
      stepKeys = Mac.getInstance("HmacSHA256");
      stepKeys.init(new SecretKeySpec(runKey, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  // Two units with one id would always be drawn together: one unit to the guarantee, two to the
  // sum.
  private static void requireDistinct(byte[] unitIds) {
    int units = unitIds.length / ID_BYTES;
    long[] firstHalves = new long[units];
    for (int i = 0; i < units; i++) {
      firstHalves[i] = (long) LONGS.get(unitIds, i * ID_BYTES);
    }
    Arrays.sort(firstHalves);
    Set<Long> repeated = new HashSet<>();
    for (int i = 1; i < units; i++) {
      if (firstHalves[i] == firstHalves[i - 1]) {
        repeated.add(firstHalves[i]);
      }
    }
    Set<ByteBuffer> seen = new HashSet<>();
    for (int i = 0; i < units && !repeated.isEmpty(); i++) {
      if (repeated.contains((long) LONGS.get(unitIds, i * ID_BYTES))
          && !seen.add(ByteBuffer.wrap(unitIds, i * ID_BYTES, ID_BYTES))) {
        throw new IllegalArgumentException(
            "two units have the same id; put all records of an id into one unit");
      }
    }
  }

  /** Floor of the rate times 2^64, as an unsigned number. */
  static long threshold(double samplingRate) {
    return new BigDecimal(samplingRate)
        .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(64)))
        .toBigInteger()
        .longValue();
  }

  /** Indices of the units drawn in a step, ascending; the same step gives the same units. */
  public int[] sample(long step) {
    if (all) {
      int[] everyone = new int[units];
      Arrays.setAll(everyone, i -> i);
      return everyone;
    }
    int[] drawn = new int[16];
    int count = 0;
    byte[] decisions = new byte[Math.min(units, CHUNK_UNITS) * ID_BYTES];
    try {
      Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(stepKey(step), "AES"));
      for (int first = 0; first < units; first += CHUNK_UNITS) {
        int n = Math.min(CHUNK_UNITS, units - first);
        cipher.doFinal(unitIds, first * ID_BYTES, n * ID_BYTES, decisions, 0);
        for (int i = 0; i < n; i++) {
          long bits = (long) LONGS.get(decisions, i * ID_BYTES);
          if (Long.compareUnsigned(bits, threshold) < 0) {
            if (count == drawn.length) {
              drawn = Arrays.copyOf(drawn, 2 * count);
            }
            drawn[count++] = first + i;
          }
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-256", e);
    }
    return Arrays.copyOf(drawn, count);
  }

  private byte[] stepKey(long step) {
    return stepKeys.doFinal(ByteBuffer.allocate(8).putLong(step).array());
  }
}
