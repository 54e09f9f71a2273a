/** The line at work on the pages of the stand-in. */
@NullMarked
package io.tracelake.bench.line;

import org.jspecify.annotations.NullMarked;
