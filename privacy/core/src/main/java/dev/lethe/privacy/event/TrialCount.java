package dev.lethe.privacy.event;

/** How many trials a search runs: a random number that stays hidden. */
public sealed interface TrialCount {
  /** The expected number of trials, to within rounding. */
  double mean();

  /**
   * The truncated negative binomial distribution on 1, 2, ... (Papernot and Steinke 2022,
   * definition 1): geometric at shape 1, logarithmic at shape 0.
   *
   * @param shape eta, above -1 and finite
   * @param continuation gamma, in (0, 1); the number of trials grows as it falls
   */
  record NegativeBinomial(double shape, double continuation) implements TrialCount {
    public NegativeBinomial {
      if (!(shape > -1) || Double.isInfinite(shape)) {
        throw new IllegalArgumentException("shape must be above -1 and finite, got " + shape);
      }
      if (!(continuation > 0 && continuation < 1)) {
        throw new IllegalArgumentException("continuation must be in (0, 1), got " + continuation);
      }
    }

    @Override
    public double mean() {
      double odds = (1 - continuation) / continuation;
      double log = Math.log(continuation);
      return shape == 0 ? odds / -log : odds * shape / -Math.expm1(shape * log);
    }
  }

  /**
   * The Poisson distribution; with no trial at all nothing is released.
   *
   * @param mean expected number of trials, finite and positive
   */
  record Poisson(double mean) implements TrialCount {
    public Poisson {
      Checks.positive("mean", mean);
    }
  }
}
