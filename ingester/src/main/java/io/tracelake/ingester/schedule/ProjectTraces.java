package io.tracelake.ingester.schedule;

import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.quota.Claim;
import io.tracelake.ingester.keys.ProjectKeys;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.source.PageMemory;
import io.tracelake.ingester.source.TraceSource;
import java.util.function.LongPredicate;

/** The traces of a project, asked for with its keys, and held as far as they may be carried. */
record ProjectTraces(AnalyticsClient analytics, ProjectKeys keys, CarriedTraces carried, Claim claim)
        implements TraceSource.Asking {
    @Override
    public Page<TraceRow> page(TraceQuery query, LongPredicate room) {
        return keys.ask(pair -> analytics.traces(pair, query, claim, carried.keep(PageMemory.RECORD, room)));
    }

    @Override
    public Row<TraceRow> trace(String id, LongPredicate room) {
        return keys.ask(pair -> analytics.trace(pair, id, claim, carried.keep(PageMemory.RECORD, room)));
    }
}
