@NullMarked
package dev.lethe.privacy.ledger;

import org.jspecify.annotations.NullMarked;
