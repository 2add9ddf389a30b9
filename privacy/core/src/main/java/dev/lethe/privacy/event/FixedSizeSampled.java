package dev.lethe.privacy.event;

/**
 * An event applied to a batch of a fixed size, drawn uniformly without replacement from a
 * population whose size is public.
 *
 * @param population number of units, at least 1
 * @param batch units drawn, from 1 to the population
 * @param event what happens to the batch
 */
public record FixedSizeSampled(long population, long batch, PrivacyEvent event)
    implements PrivacyEvent {
  public FixedSizeSampled {
    Checks.atLeast("population", population, 1);
    Checks.atLeast("batch", batch, 1);
    if (batch > population) {
      throw new IllegalArgumentException(
          "a batch of " + batch + " cannot be drawn from " + population + " units");
    }
  }
}
