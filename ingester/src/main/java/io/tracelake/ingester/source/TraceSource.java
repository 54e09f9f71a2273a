package io.tracelake.ingester.source;

import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import java.util.function.Function;

/**
 * The two ways to read one project's traces, both as urgent as the reading that they are for.
 *
 * @param pages a page of a listing; numbers in it may depend on the window asked for
 * @param byId one trace, which no window narrows
 */
public record TraceSource(Function<TraceQuery, Page<TraceRow>> pages, Function<String, Row<TraceRow>> byId) {}
