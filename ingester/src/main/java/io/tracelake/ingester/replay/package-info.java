/** Dead letters that are carried after all. */
@NullMarked
package io.tracelake.ingester.replay;

import org.jspecify.annotations.NullMarked;
