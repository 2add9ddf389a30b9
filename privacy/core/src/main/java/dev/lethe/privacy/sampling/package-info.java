/** Which privacy units take part in a step, decided from each unit's own content and a key only. */
@NullMarked
package dev.lethe.privacy.sampling;

import org.jspecify.annotations.NullMarked;
