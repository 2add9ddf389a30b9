@NullMarked
package dev.lethe.data.features;

import org.jspecify.annotations.NullMarked;
