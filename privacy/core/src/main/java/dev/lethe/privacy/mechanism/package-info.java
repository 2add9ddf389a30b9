/** Noise on an integer grid, and the values that carry their sensitivity with them. */
@NullMarked
package dev.lethe.privacy.mechanism;

import org.jspecify.annotations.NullMarked;
