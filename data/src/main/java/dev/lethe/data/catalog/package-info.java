/**
 * Datasets by name, found in the cache, a mirror or at their origin, and checked by their digest.
 */
@NullMarked
package dev.lethe.data.catalog;

import org.jspecify.annotations.NullMarked;
