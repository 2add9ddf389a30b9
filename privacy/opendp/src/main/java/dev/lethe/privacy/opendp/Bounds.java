package dev.lethe.privacy.opendp;

/**
 * The least and the greatest value allowed, both included. Bounds are public.
 *
 * @param lower the least value
 * @param upper the greatest value
 */
public record Bounds<T>(T lower, T upper) {}
