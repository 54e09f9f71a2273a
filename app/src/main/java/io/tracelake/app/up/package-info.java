/** Everything in one process. */
@NullMarked
package io.tracelake.app.up;

import org.jspecify.annotations.NullMarked;
