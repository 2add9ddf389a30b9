package dev.lethe.privacy.accounting;

/** The logarithm of a sum of positive terms that are given by theirs, rounded up. */
final class LogSum {
  // A term's logarithm is a sum of a few products, each within 2^-51 of its magnitude.
  private static final double TERM_ERROR = 0x1p-49;

  private double largest = Double.NEGATIVE_INFINITY;
  private double sum;
  private double size;
  private int terms;

  /**
   * Adds a term.
   *
   * @param log its logarithm
   * @param magnitude sum of the magnitudes of what the logarithm was added up from
   */
  void add(double log, double magnitude) {
    if (log == Double.NEGATIVE_INFINITY) {
      return;
    }
    terms++;
    size = Math.max(size, magnitude);
    if (log > largest) {
      sum = terms == 1 ? 1 : sum * StrictMath.exp(largest - log) + 1;
      largest = log;
    } else {
      sum += StrictMath.exp(log - largest);
    }
  }

  /** An upper bound; minus infinity without terms, infinity where a term overflowed. */
  double upward() {
    if (terms == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double log = largest + StrictMath.log(sum) + TERM_ERROR * (size + terms);
    return Double.isNaN(log) ? Double.POSITIVE_INFINITY : log;
  }
}
