/** From YAML to a validated spec to a calibrated plan, by public knowledge only. */
@NullMarked
package dev.lethe.spec;

import org.jspecify.annotations.NullMarked;
