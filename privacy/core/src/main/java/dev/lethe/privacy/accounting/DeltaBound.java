package dev.lethe.privacy.accounting;

import java.util.OptionalDouble;

/**
 * A valid upper bound on delta at an epsilon, with a lower one where the accountant certifies one.
 *
 * @param delta the upper bound, at most 1
 * @param lower a certified lower bound on the least delta, if known
 * @param accountant the accountant's name
 * @param epsilon the epsilon it holds at
 */
public record DeltaBound(double delta, OptionalDouble lower, String accountant, double epsilon) {}
