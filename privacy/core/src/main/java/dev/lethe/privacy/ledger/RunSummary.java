package dev.lethe.privacy.ledger;

import dev.lethe.privacy.event.PrivacyEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * One run as the ledger tells it.
 *
 * @param runId its id
 * @param planDigest SHA-256 in hex of its plan
 * @param stepEvent what each step cost
 * @param startedAt by the clock of the machine that ran it, to the second
 * @param endedAt likewise, but only the start of the UTC day, as the time that steps take is
 *     private; empty while it is open
 * @param status how it ended; empty while it runs, or after a crash
 * @param plannedSteps the most it may charge
 * @param stepsCharged what it charged
 * @param deltaReserved what it reserved of delta
 * @param epsilonBefore spent by all runs before this one, under the grant's filter
 * @param epsilonAfter spent by all runs up to this one's last charge
 */
public record RunSummary(
    String runId,
    String planDigest,
    PrivacyEvent stepEvent,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<RunStatus> status,
    long plannedSteps,
    long stepsCharged,
    double deltaReserved,
    double epsilonBefore,
    double epsilonAfter) {}
