/** From cells to inputs of a model, by public bounds and vocabularies only. */
@NullMarked
package dev.lethe.data.features;

import org.jspecify.annotations.NullMarked;
