/**
 * The native library: its flat externs, its loader and the lifetime of its handles.
 *
 * <p>Not an API: the packages that wrap it are. Nothing here is stable, and the externs trust their
 * callers.
 */
@NullMarked
package dev.lethe.natives;

import org.jspecify.annotations.NullMarked;
