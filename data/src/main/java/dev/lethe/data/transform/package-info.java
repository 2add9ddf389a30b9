/** Public functions of one image alone, applied before training: they cost no privacy. */
@NullMarked
package dev.lethe.data.transform;

import org.jspecify.annotations.NullMarked;
