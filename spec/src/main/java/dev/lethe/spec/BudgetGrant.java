package dev.lethe.spec;

/**
 * The budget of a dataset id over all its runs.
 *
 * @param epsilon total epsilon
 * @param delta at this delta
 */
public record BudgetGrant(double epsilon, double delta) {}
