/** What the ingester does, in numbers. */
@NullMarked
package io.tracelake.ingester.metrics;

import org.jspecify.annotations.NullMarked;
