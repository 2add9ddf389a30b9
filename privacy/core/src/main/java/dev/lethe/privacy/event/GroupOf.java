package dev.lethe.privacy.event;

/**
 * An event as it looks to a group of units that come and go together.
 *
 * @param size units in the group, at least 1
 * @param event the event, whose parameters are those for one unit
 */
public record GroupOf(long size, PrivacyEvent event) implements PrivacyEvent {
  public GroupOf {
    Checks.atLeast("group size", size, 1);
  }
}
