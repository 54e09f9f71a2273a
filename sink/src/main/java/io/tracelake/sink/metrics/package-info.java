/** What the sink does, in numbers. */
@NullMarked
package io.tracelake.sink.metrics;

import org.jspecify.annotations.NullMarked;
