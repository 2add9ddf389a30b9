package dev.lethe.spec;

/**
 * A number that is public, and where it is publicly known from.
 *
 * @param value the number
 * @param source its public source, as declared
 */
public record PublicNumber(long value, String source) {}
