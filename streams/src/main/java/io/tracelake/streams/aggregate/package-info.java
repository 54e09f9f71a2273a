/** The running numbers of one project, scope and window. */
@NullMarked
package io.tracelake.streams.aggregate;

import org.jspecify.annotations.NullMarked;
