package dev.lethe.privacy.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run as its records so far tell it; only {@link ChainState} moves it. */
final class RunState {
  private final LedgerRecord.RunStart start;
  private final long firstIndex;
  private final Instant startedAt;
  private final double epsilonBefore;
  private final List<SpendPoint> spending = new ArrayList<>();
  private long stepsCharged;
  private double epsilonAfter;
  private @Nullable RunStatus status;
  private @Nullable Instant endedAt;
  private long endIndex = -1;

  RunState(LedgerRecord.RunStart start, long firstIndex, Instant startedAt, double epsilonBefore) {
    this.start = start;
    this.firstIndex = firstIndex;
    this.startedAt = startedAt;
    this.epsilonBefore = epsilonBefore;
    this.epsilonAfter = epsilonBefore;
  }

  LedgerRecord.RunStart start() {
    return start;
  }

  long firstIndex() {
    return firstIndex;
  }

  /** Index of its last end; meaningful only while it has a status. */
  long endIndex() {
    return endIndex;
  }

  long stepsCharged() {
    return stepsCharged;
  }

  long stepsLeft() {
    return start.terms().plannedSteps() - stepsCharged;
  }

  Optional<RunStatus> status() {
    return Optional.ofNullable(status);
  }

  boolean canResume() {
    return status == null || status.canResume();
  }

  double epsilonBefore() {
    return epsilonBefore;
  }

  double epsilonAfter() {
    return epsilonAfter;
  }

  List<SpendPoint> spending() {
    return List.copyOf(spending);
  }

  void requireIs(String runId) {
    if (!start.terms().runId().equals(runId)) {
      throw new ChainState.BrokenChainException("it belongs to a run that is not the latest");
    }
  }

  void charge(long steps, double spent) {
    stepsCharged += steps;
    epsilonAfter = spent;
    spending.add(new SpendPoint(stepsCharged, spent));
  }

  void reopen() {
    status = null;
    endedAt = null;
    endIndex = -1;
  }

  void end(RunStatus how, Instant when, long index) {
    status = how;
    endedAt = when;
    endIndex = index;
  }

  RunSummary summary() {
    RunTerms terms = start.terms();
    return new RunSummary(
        terms.runId(),
        terms.planDigest(),
        terms.stepEvent(),
        startedAt,
        Optional.ofNullable(endedAt),
        status(),
        terms.plannedSteps(),
        stepsCharged,
        terms.deltaReserved(),
        epsilonBefore,
        epsilonAfter);
  }
}
