package dev.lethe.training;

import dev.lethe.privacy.ledger.LedgerRun;
import dev.lethe.spec.PlanPart;

/** What has been paid for the steps of one training, and how more is paid for. */
sealed interface StepCharges {
  /** The ledger's id of the run. */
  String runId();

  /** Steps paid for so far. */
  long charged();

  /** Steps that may still be paid for. */
  long left();

  /** Pays for so many more steps, durably; only then may they be taken. */
  void charge(long steps);

  /** A training that is charged window by window. */
  record OfRun(LedgerRun run) implements StepCharges {
    @Override
    public String runId() {
      return run.runId();
    }

    @Override
    public long charged() {
      return run.charged(PlanPart.TRAINING);
    }

    @Override
    public long left() {
      return run.chargesLeft(PlanPart.TRAINING);
    }

    @Override
    public void charge(long steps) {
      run.charge(PlanPart.TRAINING, steps);
    }
  }

  /**
   * One trial of a search that was paid for whole before its first trial. Only {@link PaidSearch}
   * makes one, and hands none of them out.
   */
  final class OfTrial implements StepCharges {
    private final String runId;
    private final long steps;
    private long taken;

    OfTrial(PaidSearch search, long steps) {
      this.runId = search.runId();
      this.steps = steps;
    }

    @Override
    public String runId() {
      return runId;
    }

    @Override
    public long charged() {
      return steps;
    }

    @Override
    public long left() {
      return steps - taken;
    }

    @Override
    public void charge(long more) {
      if (more < 1 || more > left()) {
        throw new IllegalStateException("a trial takes its planned steps and no more");
      }
      taken += more;
    }
  }
}
