/**
 * Any supported DJL block as a program that leaves, for every record and every use of a trained
 * parameter, what enters the use and the gradient of what leaves it (book-keeping, Bu et al. 2023).
 */
@NullMarked
package dev.lethe.training.blocks;

import org.jspecify.annotations.NullMarked;
