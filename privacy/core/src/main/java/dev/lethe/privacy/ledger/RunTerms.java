package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.Composed;
import dev.lethe.privacy.event.PrivacyEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a run will do, fixed before it starts.
 *
 * @param runId unique within the ledger, {@code [A-Za-z0-9][A-Za-z0-9._-]{0,127}}
 * @param planDigest SHA-256 of the plan, 64 lower-case hex digits
 * @param parts what it may charge, 1 to 64 parts with different names; the order in which they are
 *     charged is free
 * @param deltaReserved what the plan keeps of its delta for the distance between the samplers as
 *     implemented and as accounted, {@code (1 + e^epsilon) * distance}; the ledger takes the
 *     distance to be at most half of it and charges that at the grant's own epsilon. The deltas
 *     with which the parts' own events may fail do not belong here: the ledger adds them itself
 */
public record RunTerms(String runId, String planDigest, List<RunPart> parts, double deltaReserved) {
  private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_PARTS = 64;

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
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MOST_PARTS) {
      throw new IllegalArgumentException("a run has 1 to 64 parts, got " + parts.size());
    }
    requireDistinct(parts);
    if (!(deltaReserved >= 0 && deltaReserved < 1)) {
      throw new IllegalArgumentException("reserved delta must be in [0, 1), got " + deltaReserved);
    }
  }

  private static void requireDistinct(List<RunPart> parts) {
    Set<String> names = new HashSet<>();
    long all = 0;
    for (RunPart part : parts) {
      if (!names.add(part.name())) {
        throw new IllegalArgumentException("two parts are called '" + part.name() + "'");
      }
      all += part.count();
      if (all > StrictJsonReader.MOST_INTEGER) {
        throw new IllegalArgumentException("the parts' counts add up to more than 2^53 - 1");
      }
    }
  }

  /** The part of this name, if the run has one. */
  public Optional<RunPart> part(String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst();
  }

  /** What the whole run costs if it charges all that it may. */
  public PrivacyEvent event() {
    return parts.size() == 1
        ? parts.get(0).whole()
        : new Composed(parts.stream().map(RunPart::whole).toList());
  }
}
