package dev.lethe.privacy.opendp;

/**
 * Two values in order: a privacy loss and its delta, or a score and its candidate.
 *
 * @param first the first value
 * @param second the second value
 */
public record Pair<A, B>(A first, B second) {}
