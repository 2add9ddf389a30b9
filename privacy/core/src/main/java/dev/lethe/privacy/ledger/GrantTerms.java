package dev.lethe.privacy.ledger;

/**
 * The budget of a dataset id over all its runs, ever.
 *
 * @param epsilon total epsilon, finite and positive
 * @param delta at this delta, in (0, 1)
 */
public record GrantTerms(double epsilon, double delta) {
  public GrantTerms {
    if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException(
          "a grant's epsilon must be finite and positive, got " + epsilon);
    }
    if (!(delta > 0 && delta < 1) || delta < Double.MIN_NORMAL) {
      throw new IllegalArgumentException("a grant's delta must be in (0, 1), got " + delta);
    }
  }
}
