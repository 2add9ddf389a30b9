package dev.lethe.privacy.ledger;

import java.util.Arrays;
import java.util.Optional;

/** How a run ended. */
public enum RunStatus {
  COMPLETED("completed"),
  INTERRUPTED("interrupted"),
  FAILED("failed"),
  /** Closed by the ledger because another run began. */
  ABANDONED("abandoned");

  private final String tag;

  RunStatus(String tag) {
    this.tag = tag;
  }

  /** The name used in ledgers and reports. */
  public String tag() {
    return tag;
  }

  /** Whether the latest run of a ledger may go on after it ended so. */
  public boolean canResume() {
    return this == INTERRUPTED || this == FAILED;
  }

  static Optional<RunStatus> fromTag(String tag) {
    return Arrays.stream(values()).filter(s -> s.tag.equals(tag)).findFirst();
  }
}
