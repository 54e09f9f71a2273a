/** Measures the whole line, its stages and a yardstick in one run. */
@NullMarked
package io.tracelake.bench;

import org.jspecify.annotations.NullMarked;
