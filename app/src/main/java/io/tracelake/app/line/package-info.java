/** The roles of the line in one process. */
@NullMarked
package io.tracelake.app.line;

import org.jspecify.annotations.NullMarked;
