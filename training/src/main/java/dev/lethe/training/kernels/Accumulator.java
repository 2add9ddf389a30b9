package dev.lethe.training.kernels;

/**
 * A site's place in the clipped sum, which kernels add to in fp64. Private until noise is added.
 *
 * @param values the whole sum
 * @param place where the site's parameters lie in it
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a kernel that adds to it, never compared
public record Accumulator(double[] values, Place place) {}
