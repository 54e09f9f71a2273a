package io.tracelake.ingester.source;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import java.net.URI;
import java.util.List;

/**
 * Rows that a walk hasn't delivered before.
 *
 * @param source the address they came from, without secrets
 */
public record FetchedRows(List<Row<TraceRow>> rows, URI source) {}
