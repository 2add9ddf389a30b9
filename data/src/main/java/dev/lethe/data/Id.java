package dev.lethe.data;

import java.nio.ByteBuffer;

/**
 * Sixteen bytes of a keyed hash, ordered as unsigned.
 *
 * @param high first eight bytes
 * @param low last eight bytes
 */
record Id(long high, long low) implements Comparable<Id> {

  /** The first sixteen bytes of a hash. */
  static Id of(byte[] hash) {
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new Id(bytes.getLong(), bytes.getLong());
  }

  byte[] bytes() {
    return ByteBuffer.allocate(UnitTable.ID_BYTES).putLong(high).putLong(low).array();
  }

  @Override
  public int compareTo(Id other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }
}
