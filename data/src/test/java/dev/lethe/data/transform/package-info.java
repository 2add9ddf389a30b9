@NullMarked
package dev.lethe.data.transform;

import org.jspecify.annotations.NullMarked;
