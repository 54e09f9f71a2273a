/** Usage as the state has it at this moment. */
@NullMarked
package io.tracelake.streams.query;

import org.jspecify.annotations.NullMarked;
