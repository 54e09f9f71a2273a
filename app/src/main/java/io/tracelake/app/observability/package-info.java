/** The process seen from outside: its metrics and its health, over HTTP. */
@NullMarked
package io.tracelake.app.observability;

import org.jspecify.annotations.NullMarked;
