package io.tracelake.ingester.source;

import io.tracelake.client.analytics.FieldGroup;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.source.PageMemory.Lease;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows listed without input, output and metadata: each is read by its id, whole if that can be done. */
final class BareRows {
    /** Answers that say that a trace is too large, now and later; 200 is a body beyond what may be held. */
    private static final Set<Integer> TOO_LARGE = Set.of(200, 413, 422);

    static final Set<FieldGroup> FIELDS = Set.copyOf(EnumSet.complementOf(EnumSet.of(FieldGroup.IO)));

    private BareRows() {}

    /**
     * Completes what can be completed.
     *
     * @throws ServiceException if a trace can't be read for now, for another reason than its size
     */
    static FetchedRows completed(TraceSource source, List<Row<TraceRow>> listed, URI address, Lease lease) {
        var rows = new ArrayList<Row<TraceRow>>(listed.size());
        var bare = new HashSet<String>();
        for (Row<TraceRow> row : listed) {
            if (row instanceof Row.Valid(var trace)) {
                var whole = byId(source, trace.id(), lease);
                rows.add(whole == null ? row : whole);
                if (whole == null) {
                    bare.add(trace.id());
                }
            } else {
                rows.add(row);
            }
        }
        return new FetchedRows(rows, address, bare, lease::close);
    }

    private static Row.@Nullable Valid<TraceRow> byId(TraceSource source, String id, Lease lease) {
        try {
            return source.trace(id, lease) instanceof Row.Valid<TraceRow> whole
                            && whole.value().id().equals(id)
                    ? whole
                    : null;
        } catch (NotFoundException vanished) {
            return null;
        } catch (ServiceException e) {
            if (!TOO_LARGE.contains(e.status())) {
                throw e;
            }
            return null;
        }
    }
}
