/**
 * Blocks that DJL lacks and that treat every example by itself: normalisations, residual branches,
 * attention and transformer encoders, low-rank adapters. They train in plain DJL as well.
 */
@NullMarked
package dev.lethe.training.blocks.layers;

import org.jspecify.annotations.NullMarked;
