/** What the streams role does, in numbers. */
@NullMarked
package io.tracelake.streams.metrics;

import org.jspecify.annotations.NullMarked;
