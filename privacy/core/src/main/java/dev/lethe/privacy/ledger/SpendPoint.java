package dev.lethe.privacy.ledger;

/**
 * A run's spending at one moment.
 *
 * @param part the part that was charged
 * @param charged how often it had been charged by then
 * @param epsilonSpent by all runs so far, under the grant's filter
 */
public record SpendPoint(String part, long charged, double epsilonSpent) {}
