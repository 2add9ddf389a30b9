@NullMarked
package dev.lethe.data.read;

import org.jspecify.annotations.NullMarked;
