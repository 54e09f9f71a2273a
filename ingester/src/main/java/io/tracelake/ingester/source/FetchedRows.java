package io.tracelake.ingester.source;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Rows that a walk hasn't delivered before. To be closed once they aren't needed any more: until then they take a part of
 * the memory that all walks share.
 *
 * @param source the address they came from, without secrets
 * @param bare ids of those whose input, output and metadata the service can't give
 */
public record FetchedRows(List<Row<TraceRow>> rows, URI source, Set<String> bare, Runnable release)
        implements AutoCloseable {
    /** Rows as they came, in memory that nobody counts. */
    public FetchedRows(List<Row<TraceRow>> rows, URI source) {
        this(rows, source, Set.of(), () -> {});
    }

    @Override
    public void close() {
        release.run();
    }
}
