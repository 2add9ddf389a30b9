package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.PrivacyEvent;
import java.util.regex.Pattern;

/**
 * What a run will do, fixed before it starts.
 *
 * @param runId unique within the ledger, {@code [A-Za-z0-9][A-Za-z0-9._-]{0,127}}
 * @param planDigest SHA-256 of the plan, 64 lower-case hex digits
 * @param stepEvent what one step costs
 * @param plannedSteps how many steps it may charge in all, at least 1
 * @param deltaReserved what the plan keeps of its delta for the distance between the samplers as
 *     implemented and as accounted, {@code (1 + e^epsilon) * distance}; the ledger takes the
 *     distance to be at most half of it and charges that at the grant's own epsilon
 */
public record RunTerms(
    String runId,
    String planDigest,
    PrivacyEvent stepEvent,
    long plannedSteps,
    double deltaReserved) {
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  public RunTerms {
    if (!RUN_ID.matcher(runId).matches()) {
      throw new IllegalArgumentException(
          "a run id is 1 to 128 letters, digits, . _ - and starts with a letter or digit, got '"
              + runId
              + "'");
    }
    if (!DIGEST.matcher(planDigest).matches()) {
      throw new IllegalArgumentException("a plan digest is 64 lower-case hex digits");
    }
    if (plannedSteps < 1 || plannedSteps > StrictJsonReader.MOST_INTEGER) {
      throw new IllegalArgumentException("planned steps must be at least 1, got " + plannedSteps);
    }
    if (!(deltaReserved >= 0 && deltaReserved < 1)) {
      throw new IllegalArgumentException("reserved delta must be in [0, 1), got " + deltaReserved);
    }
  }
}
