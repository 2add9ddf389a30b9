package dev.lethe.training.kernels;

/**
 * Per unit, what is known of a contribution that was not instantiated, in fp64; with a_r and g_r
 * the activation and the output gradient at the unit's positions.
 *
 * @param squares sum over r, s of (a_r . a_s)(g_r . g_s): squared norm of the weights' part, off by
 *     at most {@link KernelBounds#gram} times the squared mass; may come out below zero
 * @param masses sum over r of |a_r||g_r|
 * @param biasSquares squared norm of the sum of the g_r, off by at most the same times the squared
 *     bias mass
 * @param biasMasses sum over r of |g_r|
 */
@SuppressWarnings("ArrayRecordComponent") // a result that is taken apart, never compared
public record Gram(double[] squares, double[] masses, double[] biasSquares, double[] biasMasses) {}
