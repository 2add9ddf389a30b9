/** A small writer of HTML and SVG that escapes everything, and the charts of the report. */
@NullMarked
package dev.lethe.report.svg;

import org.jspecify.annotations.NullMarked;
