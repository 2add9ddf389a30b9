package dev.lethe.privacy.ledger;

import java.util.List;

/**
 * The right to charge the parts of one run: {@link #charge} returns only once the charge survives
 * any crash, so that whatever is released afterwards is paid for.
 */
public final class LedgerRun {
  private final PrivacyLedger ledger;
  private final LedgerStore store;
  private final String runId;

  LedgerRun(PrivacyLedger ledger, LedgerStore store, String runId) {
    this.ledger = ledger;
    this.store = store;
    this.runId = runId;
  }

  /** This run's id. */
  public String runId() {
    return runId;
  }

  /** What this run said it would do when it began; it pays for nothing else. */
  public RunTerms terms() {
    synchronized (ledger) {
      return state().start().terms();
    }
  }

  /** Whose budget this run draws from. */
  public Population population() {
    synchronized (ledger) {
      return store.state().population().orElseThrow();
    }
  }

  /**
   * How often a part was charged so far, by this process and by those it resumed.
   *
   * @throws IllegalArgumentException if the run has no such part
   */
  public long charged(String part) {
    synchronized (ledger) {
      return requirePart(state(), part).charged(part);
    }
  }

  /**
   * How often a part may still be charged.
   *
   * @throws IllegalArgumentException if the run has no such part
   */
  public long chargesLeft(String part) {
    synchronized (ledger) {
      return requirePart(state(), part).chargesLeft(part);
    }
  }

  /** All parts and how often each was charged so far. */
  public List<ChargedPart> parts() {
    synchronized (ledger) {
      return state().parts();
    }
  }

  /** Epsilon spent by all runs of the population so far, under the grant's filter. */
  public double epsilonSpent() {
    synchronized (ledger) {
      return store.state().spend().epsilonSpent();
    }
  }

  /**
   * Charges a part so many more times, durably; only then may it be done so often. Doing it again
   * after a crash is a new charge.
   *
   * @param part one of the run's parts
   * @param count at least 1, at most {@link #chargesLeft}
   * @throws BudgetExceededException if the grant cannot pay; nothing was charged
   * @throws BudgetExpiredException if the grant's last day is over; nothing was charged
   * @throws LedgerIoException if storage failed: nothing may be released, and this run can only go
   *     on after the ledger was opened again
   * @throws IllegalArgumentException if the run has no such part, or count is out of range
   * @throws IllegalStateException if the run has ended
   */
  public void charge(String part, long count) {
    synchronized (ledger) {
      RunState run = requirePart(requireOpen(), part);
      if (count < 1 || count > run.chargesLeft(part)) {
        throw new IllegalArgumentException(
            "'"
                + part
                + "' may be charged up to "
                + run.chargesLeft(part)
                + " times (what the plan has left of it), got "
                + count);
      }
      new Admission(store.state()).admit(run, part, count);
      store.append(new LedgerRecord.Charge(runId, part, count, run.charged(part) + count));
    }
  }

  /**
   * Ends the run.
   *
   * @param status completed, or, to be resumed, interrupted or failed
   */
  public void finish(RunStatus status) {
    if (status == RunStatus.ABANDONED) {
      throw new IllegalArgumentException("only the ledger itself abandons a run");
    }
    synchronized (ledger) {
      requireOpen();
      store.append(new LedgerRecord.RunEnd(runId, status));
    }
  }

  /** The ledger's lines about this run, up to now. */
  public LedgerRange range() {
    return ledger.range(runId);
  }

  private RunState state() {
    return store.state().run(runId).orElseThrow();
  }

  private RunState requirePart(RunState run, String part) {
    if (run.start().terms().part(part).isEmpty()) {
      throw new IllegalArgumentException(
          "the run '"
              + runId
              + "' has no part '"
              + part
              + "'; it pays for "
              + run.start().terms().parts().stream().map(RunPart::name).toList());
    }
    return run;
  }

  private RunState requireOpen() {
    RunState run = state();
    if (run.status().isPresent()) {
      throw new IllegalStateException("the run '" + runId + "' has ended; it charges nothing more");
    }
    return run;
  }
}
