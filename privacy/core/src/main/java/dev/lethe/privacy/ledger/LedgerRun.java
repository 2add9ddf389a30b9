package dev.lethe.privacy.ledger;

/**
 * The right to charge steps of one run: {@link #charge} returns only once the charge survives any
 * crash, so that whatever is released afterwards is paid for.
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

  /** Steps charged so far, by this process and by those it resumed. */
  public long stepsCharged() {
    synchronized (ledger) {
      return state().stepsCharged();
    }
  }

  /** Planned steps minus those charged. */
  public long stepsLeft() {
    synchronized (ledger) {
      return state().stepsLeft();
    }
  }

  /** Epsilon spent by all runs of the population so far, under the grant's filter. */
  public double epsilonSpent() {
    synchronized (ledger) {
      return store.state().spend().epsilonSpent();
    }
  }

  /**
   * Charges the next steps, durably; only then may they run.
   *
   * @param steps at least 1, at most {@link #stepsLeft}
   * @throws BudgetExceededException if the grant cannot pay; nothing was charged
   * @throws BudgetExpiredException if the grant's last day is over; nothing was charged
   * @throws LedgerIoException if storage failed: nothing may be released, and this run can only go
   *     on after the ledger was opened again
   * @throws IllegalArgumentException if steps is out of range
   * @throws IllegalStateException if the run has ended
   */
  public void charge(long steps) {
    synchronized (ledger) {
      RunState run = requireOpen();
      if (steps < 1 || steps > run.stepsLeft()) {
        throw new IllegalArgumentException(
            "a charge is of 1 to "
                + run.stepsLeft()
                + " steps (what the plan has left), got "
                + steps);
      }
      new Admission(store.state()).admit(run, steps);
      store.append(new LedgerRecord.Charge(runId, steps, run.stepsCharged() + steps));
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

  private RunState requireOpen() {
    RunState run = state();
    if (run.status().isPresent()) {
      throw new IllegalStateException("the run '" + runId + "' has ended; it charges nothing more");
    }
    return run;
  }
}
