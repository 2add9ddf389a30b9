/** Sealed secrets at rest, and files that are whole or absent after a crash. */
@NullMarked
package dev.lethe.crypto.seal;

import org.jspecify.annotations.NullMarked;
