package dev.lethe.privacy.event;

/**
 * The same event, with fresh randomness, a number of times.
 *
 * @param event the repeated event
 * @param count how often, at least 1
 */
public record SelfComposed(PrivacyEvent event, long count) implements PrivacyEvent {
  public SelfComposed {
    Checks.atLeast("count", count, 1);
  }
}
