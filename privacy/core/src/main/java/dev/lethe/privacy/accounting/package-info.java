/** Accountants: upper bounds on epsilon for privacy events, always rounded against us. */
@NullMarked
package dev.lethe.privacy.accounting;

import org.jspecify.annotations.NullMarked;
