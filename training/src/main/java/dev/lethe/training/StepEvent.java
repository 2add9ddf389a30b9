package dev.lethe.training;

/**
 * Progress, of public numbers only: no loss and no sampled count.
 *
 * @param stepsDone steps that the model has taken, earlier processes of the run included
 * @param stepsPlanned steps of the plan
 * @param stepsCharged steps that the ledger has charged, never fewer than were taken
 */
public record StepEvent(long stepsDone, long stepsPlanned, long stepsCharged) {}
