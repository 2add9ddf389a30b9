package dev.lethe.privacy.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run as its records so far tell it; only {@link ChainState} moves it. */
final class RunState {
  private final LedgerRecord.RunStart start;
  private final long firstIndex;
  private final Instant startedAt;
  private final double epsilonBefore;
  private final List<SpendPoint> spending = new ArrayList<>();
  private final Map<String, Long> charged = new HashMap<>();
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

  long charged(String part) {
    return charged.getOrDefault(part, 0L);
  }

  /** What the part may still charge; 0 if the run has no such part. */
  long chargesLeft(String part) {
    return start.terms().part(part).map(p -> p.count() - charged(part)).orElse(0L);
  }

  long chargesLeft() {
    return start.terms().parts().stream().mapToLong(p -> chargesLeft(p.name())).sum();
  }

  List<ChargedPart> parts() {
    return start.terms().parts().stream()
        .map(part -> new ChargedPart(part, charged(part.name())))
        .toList();
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

  void charge(String part, long count, double spent) {
    charged.merge(part, count, Long::sum);
    epsilonAfter = spent;
    spending.add(new SpendPoint(part, charged(part), spent));
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
        parts(),
        startedAt,
        Optional.ofNullable(endedAt),
        status(),
        terms.deltaReserved(),
        epsilonBefore,
        epsilonAfter);
  }
}
