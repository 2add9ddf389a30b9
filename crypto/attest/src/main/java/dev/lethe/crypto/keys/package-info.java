/** The operator's keys, their public halves, and whose signatures are trusted. */
@NullMarked
package dev.lethe.crypto.keys;

import org.jspecify.annotations.NullMarked;
