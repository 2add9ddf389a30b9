/**
 * From sampled units to their clipped sum: forward and backward passes on DJL's PyTorch engine,
 * norms and sums in Java's double arithmetic. Not API: only {@code dev.lethe.training} uses it.
 */
@NullMarked
package dev.lethe.training.djl;

import org.jspecify.annotations.NullMarked;
