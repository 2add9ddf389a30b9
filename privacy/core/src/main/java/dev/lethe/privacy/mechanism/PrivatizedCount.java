package dev.lethe.privacy.mechanism;

/** A noised count that may be released: only {@link CountMechanism} can make one. */
public final class PrivatizedCount {
  private final double centred;

  PrivatizedCount(double centred) {
    this.centred = centred;
  }

  /**
   * The share of units within the bound: the noised count over a public normaliser, and a half.
   *
   * @param normaliser public, the expected number of units in a sample; never the number drawn
   * @return not kept to [0, 1], which would bias it
   */
  public double shareOf(double normaliser) {
    if (!(normaliser > 0) || Double.isInfinite(normaliser)) {
      throw new IllegalArgumentException("the normaliser must be finite and positive");
    }
    return centred / normaliser + 0.5;
  }
}
