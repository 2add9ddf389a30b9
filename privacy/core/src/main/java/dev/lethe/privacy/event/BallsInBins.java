package dev.lethe.privacy.event;

/**
 * One epoch in which each unit enters exactly one of several batches, uniformly and independently
 * of the others; the event is applied to each batch in turn (Chua et al. 2025).
 *
 * @param bins number of batches of the epoch, at least 1
 * @param event what happens to each batch
 */
public record BallsInBins(long bins, PrivacyEvent event) implements PrivacyEvent {
  public BallsInBins {
    Checks.atLeast("number of bins", bins, 1);
  }
}
