package dev.lethe.privacy.accounting;

/** log k! for k up to {@link #MAX}, each within 2^-51 relative. */
final class LogFactorials {
  static final int MAX = 1 << 16;

  private static final double[] TABLE = table();

  private LogFactorials() {}

  static double of(int k) {
    return TABLE[k];
  }

  private static double[] table() {
    double[] table = new double[MAX + 1];
    double sum = 0;
    double lost = 0;
    for (int k = 2; k <= MAX; k++) {
      // Kahan's sum: without it the rounding of 65536 additions would dominate.
      double add = StrictMath.log(k) - lost;
      double next = sum + add;
      lost = (next - sum) - add;
      sum = next;
      table[k] = sum;
    }
    return table;
  }
}
