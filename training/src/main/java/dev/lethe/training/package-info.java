/**
 * Executes a plan: charge, sample, clip, noise, update, step by step, and leaves a model and the
 * public constants that its guarantee rests on.
 */
@NullMarked
package dev.lethe.training;

import org.jspecify.annotations.NullMarked;
