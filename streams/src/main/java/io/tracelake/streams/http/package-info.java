/** Usage over HTTP, from whichever instance has it. */
@NullMarked
package io.tracelake.streams.http;

import org.jspecify.annotations.NullMarked;
