package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.PrivacyEvent;
import dev.lethe.privacy.event.SelfComposed;
import java.util.regex.Pattern;

/**
 * One of the things that a run does to its data: an event that it may charge so many times, and no
 * more.
 *
 * @param name unique within the run, lower case words joined by {@code -}, at most 64 characters
 * @param event what doing it once costs
 * @param count how often it may be done in all, at least 1
 */
public record RunPart(String name, PrivacyEvent event, long count) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int MOST_NAME = 64;

  public RunPart {
    if (name.length() > MOST_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a part is named by at most 64 lower case letters and digits, in words joined by -, got '"
              + name
              + "'");
    }
    if (count < 1 || count > StrictJsonReader.MOST_INTEGER) {
      throw new IllegalArgumentException(
          "the part '" + name + "' must be planned at least once, got " + count);
    }
  }

  /** What all of it costs. */
  public PrivacyEvent whole() {
    return times(count);
  }

  /** What doing it so often costs, at least once. */
  PrivacyEvent times(long times) {
    return times == 1 ? event : new SelfComposed(event, times);
  }
}
