/** For programs that train with DJL already: a trainer of DJL's shape whose steps are private. */
@NullMarked
package dev.lethe.training.trainer;

import org.jspecify.annotations.NullMarked;
