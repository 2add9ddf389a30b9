/** Rows out of files: strict, streamed, bounded, each problem with its file and line. */
@NullMarked
package dev.lethe.data.read;

import org.jspecify.annotations.NullMarked;
