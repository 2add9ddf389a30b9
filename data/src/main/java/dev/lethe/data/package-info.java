/**
 * From private rows to unit tables, each unit's treatment decided by its own content and a key
 * only.
 */
@NullMarked
package dev.lethe.data;

import org.jspecify.annotations.NullMarked;
