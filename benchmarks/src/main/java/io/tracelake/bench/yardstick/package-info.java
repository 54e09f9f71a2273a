/** What the line is held against. */
@NullMarked
package io.tracelake.bench.yardstick;

import org.jspecify.annotations.NullMarked;
