/** An append-only Merkle log with RFC 6962 hashing and C2SP signed checkpoints. */
@NullMarked
package dev.lethe.crypto.log;

import org.jspecify.annotations.NullMarked;
