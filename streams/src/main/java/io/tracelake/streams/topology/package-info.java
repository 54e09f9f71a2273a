/** How records flow from traces to usage. */
@NullMarked
package io.tracelake.streams.topology;

import org.jspecify.annotations.NullMarked;
