/** The durable, hash-chained budget of one population, charged before anything is released. */
@NullMarked
package dev.lethe.privacy.ledger;

import org.jspecify.annotations.NullMarked;
