package dev.lethe.privacy.ledger;

/**
 * A run's spending at one moment.
 *
 * @param stepsCharged steps of the run charged so far
 * @param epsilonSpent by all runs so far, under the grant's filter
 */
public record SpendPoint(long stepsCharged, double epsilonSpent) {}
