/** Parts of the line, each alone. */
@NullMarked
package io.tracelake.bench.stage;

import org.jspecify.annotations.NullMarked;
