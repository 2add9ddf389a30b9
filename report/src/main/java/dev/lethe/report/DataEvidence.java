package dev.lethe.report;

import java.util.Optional;

/**
 * What a holder of the data found out, to be compared with a report.
 *
 * @param commitment whether the data and the salt at hand open the report's commitment
 * @param contentSha256 the data's plain digest, to compare where the report publishes one
 */
public record DataEvidence(Opening commitment, Optional<String> contentSha256) {

  /** Outcome of opening a commitment. */
  public enum Opening {
    OPENS,
    DOES_NOT_OPEN,
    /** The salt is not at hand. */
    NOT_TRIED
  }
}
