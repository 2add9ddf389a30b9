/**
 * From what a tensor engine left behind (activations, output gradients) to per-unit contributions,
 * their squared norms and their weighted sum. Not API: only {@code dev.lethe.training} uses it.
 */
@NullMarked
package dev.lethe.training.kernels;

import org.jspecify.annotations.NullMarked;
