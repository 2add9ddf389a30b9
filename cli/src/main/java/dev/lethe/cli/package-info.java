/** The composition root: the command {@code lethe} and the Java facade behind it. */
@NullMarked
package dev.lethe.cli;

import org.jspecify.annotations.NullMarked;
