package io.tracelake.ingester.backfill;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.Window;
import io.tracelake.ingester.state.FingerprintLoad;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a backfill of one project reads from.
 *
 * @param traces asked for on the project's thread before each window; what it gives is used by another thread, into memory
 *     that nobody but this backfill has leases of
 * @param days the same for daily metrics
 * @param memory loads the fingerprints of an event time range, as far as they have room; used by another thread
 */
public record BackfillSource(
        Supplier<TraceSource> traces,
        Supplier<Function<DailyMetricsQuery, Page<DayRow>>> days,
        Function<Window, FingerprintLoad.Loaded> memory) {}
