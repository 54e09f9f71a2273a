@NullMarked
package io.tracelake.ingester.backfill;

import org.jspecify.annotations.NullMarked;
