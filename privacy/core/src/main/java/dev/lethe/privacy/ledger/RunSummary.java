package dev.lethe.privacy.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One run as the ledger tells it.
 *
 * @param runId its id
 * @param planDigest SHA-256 in hex of its plan
 * @param parts what it may charge, and what it charged
 * @param startedAt by the clock of the machine that ran it, to the second
 * @param endedAt likewise, but only the start of the UTC day, as the time that steps take is
 *     private; empty while it is open
 * @param status how it ended; empty while it runs, or after a crash
 * @param deltaReserved what it reserved of delta
 * @param epsilonBefore spent by all runs before this one, under the grant's filter
 * @param epsilonAfter spent by all runs up to this one's last charge
 */
public record RunSummary(
    String runId,
    String planDigest,
    List<ChargedPart> parts,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<RunStatus> status,
    double deltaReserved,
    double epsilonBefore,
    double epsilonAfter) {
  public RunSummary {
    parts = List.copyOf(parts);
  }

  /** How often the part of this name was charged; 0 if there is none. */
  public long charged(String part) {
    return ChargedPart.charged(parts, part);
  }
}
