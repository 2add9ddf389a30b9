package dev.lethe.privacy.event;

/**
 * One unit's value in a finite set, reported truthfully with a probability and otherwise as one of
 * the other values, uniformly (Warner 1965).
 *
 * @param truthProbability probability of the true value, in [1 / categories, 1)
 * @param categories size of the set, at least 2
 */
public record RandomizedResponse(double truthProbability, long categories) implements PrivacyEvent {
  public RandomizedResponse {
    Checks.atLeast("number of categories", categories, 2);
    if (!(truthProbability >= 1.0 / categories && truthProbability < 1)) {
      throw new IllegalArgumentException(
          "truth probability must be in [1 / categories, 1), got " + truthProbability);
    }
  }
}
