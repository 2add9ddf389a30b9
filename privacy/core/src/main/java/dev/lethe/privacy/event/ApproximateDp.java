package dev.lethe.privacy.event;

/**
 * Any mechanism that was proven (epsilon, delta)-private for the neighbouring relation in question.
 *
 * @param epsilon finite, not negative
 * @param delta in [0, 1); 0 for pure differential privacy
 */
public record ApproximateDp(double epsilon, double delta) implements PrivacyEvent {
  public ApproximateDp {
    if (!(epsilon >= 0) || Double.isInfinite(epsilon)) {
      throw new IllegalArgumentException("epsilon must be finite and not negative, got " + epsilon);
    }
    if (!(delta >= 0 && delta < 1)) {
      throw new IllegalArgumentException("delta must be in [0, 1), got " + delta);
    }
  }
}
