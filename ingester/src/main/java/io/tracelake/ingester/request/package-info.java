/** What operators want, and what has become of it. */
@NullMarked
package io.tracelake.ingester.request;

import org.jspecify.annotations.NullMarked;
