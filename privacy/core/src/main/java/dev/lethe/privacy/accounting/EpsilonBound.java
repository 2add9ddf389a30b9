package dev.lethe.privacy.accounting;

import java.util.OptionalDouble;

/**
 * A valid upper bound on epsilon at a delta, with a lower one where the accountant certifies one.
 *
 * @param epsilon the upper bound, possibly infinite
 * @param lower a certified lower bound on the least epsilon, if known
 * @param accountant the accountant's name
 * @param delta the delta it holds at
 */
public record EpsilonBound(double epsilon, OptionalDouble lower, String accountant, double delta) {}
