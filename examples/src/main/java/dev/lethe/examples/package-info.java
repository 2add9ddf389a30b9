/** Programs that train with Lethe from Java. */
@NullMarked
package dev.lethe.examples;

import org.jspecify.annotations.NullMarked;
