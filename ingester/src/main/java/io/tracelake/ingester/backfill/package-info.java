/** Reading a range of a project's past, window by window, beside what is read live. */
@NullMarked
package io.tracelake.ingester.backfill;

import org.jspecify.annotations.NullMarked;
