package io.tracelake.ingester.publish;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.schemas.Trace;
import java.time.Instant;
import java.util.List;

/** Rows as records of the topic. */
public final class SampleTraces {
    private SampleTraces() {}

    public static List<Trace> of(List<Row<TraceRow>> rows) {
        var records = new TraceRecords("project-0");
        return rows.stream()
                .map(row -> switch (row) {
                    case Row.Valid(var trace) -> records.revision(trace, 1, Instant.EPOCH);
                    case Row.Malformed<TraceRow> malformed -> throw new IllegalStateException(malformed.detail());
                })
                .toList();
    }
}
