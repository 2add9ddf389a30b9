/** Secure noise as fast as this machine draws it. */
@NullMarked
package dev.lethe.privacy.noise;

import org.jspecify.annotations.NullMarked;
