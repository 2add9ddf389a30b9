package dev.lethe.privacy.mechanism;

/**
 * A noised sum that may be released: only {@link GridGaussianMechanism} can make one, and it is all
 * that an optimizer accepts.
 */
public final class PrivatizedGradient {
  private final double[] sum;
  private final double standardDeviation;

  PrivatizedGradient(double[] sum, double standardDeviation) {
    this.sum = sum;
    this.standardDeviation = standardDeviation;
  }

  /** Number of parameters. */
  public int dimension() {
    return sum.length;
  }

  /** One coordinate of the noised sum. */
  public double value(int i) {
    return sum[i];
  }

  /** Of the noise in each coordinate of the sum; public. */
  public double standardDeviation() {
    return standardDeviation;
  }

  /**
   * The noised sum over a public normaliser.
   *
   * @param normaliser public, for example the expected batch, finite and positive
   */
  public double[] dividedBy(double normaliser) {
    if (!(normaliser > 0) || Double.isInfinite(normaliser)) {
      throw new IllegalArgumentException("the normaliser must be finite and positive");
    }
    double[] mean = new double[sum.length];
    for (int i = 0; i < sum.length; i++) {
      mean[i] = sum[i] / normaliser;
    }
    return mean;
  }
}
