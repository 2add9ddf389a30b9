/**
 * OpenDP for the JVM: its domains, metrics, measures, transformations, measurements and
 * combinators.
 *
 * <p>The constructors are generated from OpenDP's own description of its functions; the privacy
 * proofs are OpenDP's. Read {@code docs/opendp.md} for what is covered, for threads and for memory.
 */
@NullMarked
package dev.lethe.privacy.opendp;

import org.jspecify.annotations.NullMarked;
