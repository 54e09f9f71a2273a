/** Processes that are measured. */
@NullMarked
package io.tracelake.bench.process;

import org.jspecify.annotations.NullMarked;
