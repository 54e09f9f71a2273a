/** What one trace adds to usage, and how a revision changes it. */
@NullMarked
package io.tracelake.streams.fact;

import org.jspecify.annotations.NullMarked;
