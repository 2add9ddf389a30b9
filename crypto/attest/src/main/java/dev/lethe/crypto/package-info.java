/**
 * What the rooms of attestation share: the failure every check ends in, and the token for secrets.
 */
@NullMarked
package dev.lethe.crypto;

import org.jspecify.annotations.NullMarked;
