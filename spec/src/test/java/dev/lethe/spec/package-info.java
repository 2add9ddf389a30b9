@NullMarked
package dev.lethe.spec;

import org.jspecify.annotations.NullMarked;
