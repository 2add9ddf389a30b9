/** DSSE envelopes with a classical and a post-quantum signature, both required. */
@NullMarked
package dev.lethe.crypto.sign;

import org.jspecify.annotations.NullMarked;
