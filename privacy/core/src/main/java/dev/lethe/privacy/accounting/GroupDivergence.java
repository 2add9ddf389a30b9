package dev.lethe.privacy.accounting;

/**
 * Bounds any mechanism for a group of units that come and go together: with at most {@code 2^c}
 * units, {@code 3^c} times the divergence of order {@code 2^c alpha}, for orders of at least 2
 * (Mironov 2017, proposition 2); below 2, the value at 2.
 */
final class GroupDivergence implements Divergence {
  private static final int MAX_DOUBLINGS = 24;

  private final int doublings;
  private final Divergence one;

  GroupDivergence(long size, Divergence one) {
    this.doublings = 64 - Long.numberOfLeadingZeros(size - 1);
    this.one = one;
    if (doublings > MAX_DOUBLINGS) {
      throw new UnsupportedEventException(
          "a group of " + size + " units has no useful bound; state one per unit instead");
    }
  }

  @Override
  public double at(double order) {
    double stretched = Math.scalb(Math.max(2, order), doublings);
    return StrictMath.pow(3, doublings) * one.at(stretched) * (1 + 0x1p-50);
  }
}
