@NullMarked
package dev.lethe.data.catalog;

import org.jspecify.annotations.NullMarked;
