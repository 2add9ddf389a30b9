package dev.lethe.report;

/**
 * Steps of noise and release.
 *
 * @param planned what the plan fixed before the run
 * @param charged what the ledger was charged for, repeats after a crash included
 * @param taken updates that the released model has received
 */
public record StepFacts(long planned, long charged, long taken) {
  public StepFacts {
    Require.atLeast("planned", planned, 1);
    Require.atLeast("charged", charged, 0);
    Require.atLeast("taken", taken, 0);
  }
}
