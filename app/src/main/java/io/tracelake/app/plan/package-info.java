/** What a backfill would cost, before anything is fetched. */
@NullMarked
package io.tracelake.app.plan;

import org.jspecify.annotations.NullMarked;
