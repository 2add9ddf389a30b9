/** Writes the bindings from OpenDP's description of its functions. */
@NullMarked
package dev.lethe.privacy.opendp.generator;

import org.jspecify.annotations.NullMarked;
