package dev.lethe.training.djl;

import dev.lethe.data.UnitTable;
import java.nio.ByteBuffer;

/**
 * Assigns every unit to a bucket by a hash of its own id and public numbers, so that no unit's
 * presence moves another to a different bucket.
 */
final class Buckets {
  /** Positions that a bucket holds on average: few, so that its fp32 sum is close to exact. */
  private static final int MEAN_POSITIONS = 20;

  private final int count;

  /**
   * @param rules public numbers
   * @param positions most positions of a unit in a product
   */
  Buckets(ClippingRules rules, int positions) {
    double expected = rules.expectedBatch() * Math.max(1, positions);
    this.count = (int) Math.max(1, Math.min(1 << 24, Math.ceil(expected / MEAN_POSITIONS)));
  }

  /** The bucket of a unit. */
  int of(UnitTable data, int unit) {
    ByteBuffer id = ByteBuffer.wrap(data.unitIds(), unit * UnitTable.ID_BYTES, UnitTable.ID_BYTES);
    long mixed = mix(id.getLong() ^ mix(id.getLong()));
    return (int) Long.remainderUnsigned(mixed, count);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return z ^ (z >>> 33);
  }
}
