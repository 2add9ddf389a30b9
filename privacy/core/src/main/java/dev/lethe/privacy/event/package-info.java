/**
 * What a mechanism did to the data, as closed, serialisable descriptions that accountants price.
 */
@NullMarked
package dev.lethe.privacy.event;

import org.jspecify.annotations.NullMarked;
