/** Corrected aggregates out of trace revisions. */
@NullMarked
package io.tracelake.streams;

import org.jspecify.annotations.NullMarked;
