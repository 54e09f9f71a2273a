package io.tracelake.sandbox.traffic;

import io.tracelake.sandbox.traffic.Ordering.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Cuts one page out of a set of rows, in an order without a tie-breaker, like a database that sorts by one column. */
final class Paging {
    private static final Comparator<@Nullable String> NULLS_LAST = Comparator.nullsLast(Comparator.naturalOrder());

    private final TraceStream stream;

    Paging(TraceStream stream) {
        this.stream = stream;
    }

    List<Long> cut(Rows rows, Ordering ordering, Slice slice, long tieOrder) {
        long start = Math.min(slice.offset(), rows.size());
        long end = Math.min(start + slice.limit(), rows.size());
        return ordering.column() == Column.TIMESTAMP
                ? byTimestamp(rows, ordering.ascending(), start, end, tieOrder)
                : byKey(rows, ordering, tieOrder).subList((int) start, (int) end).stream()
                        .map(Keyed::row)
                        .toList();
    }

    private List<Long> byTimestamp(Rows rows, boolean ascending, long start, long end, long tieOrder) {
        if (start == end) {
            return List.of();
        }
        long first = start;
        while (first > 0 && timestamp(rows, ascending, first - 1) == timestamp(rows, ascending, start)) {
            first--;
        }
        long last = end;
        while (last < rows.size() && timestamp(rows, ascending, last) == timestamp(rows, ascending, end - 1)) {
            last++;
        }
        List<Long> ordered = new ArrayList<>((int) (last - first));
        for (long position = first; position < last; position++) {
            ordered.add(row(rows, ascending, position));
        }
        shuffleTies(ordered, tieOrder);
        return ordered.subList((int) (start - first), (int) (end - first));
    }

    private void shuffleTies(List<Long> ordered, long tieOrder) {
        Random random = new Random(Draws.mix(tieOrder));
        int runStart = 0;
        for (int n = 1; n <= ordered.size(); n++) {
            if (n == ordered.size() || stream.timestamp(ordered.get(n)) != stream.timestamp(ordered.get(runStart))) {
                if (n - runStart > 1) {
                    Collections.shuffle(ordered.subList(runStart, n), random);
                }
                runStart = n;
            }
        }
    }

    private List<Keyed> byKey(Rows rows, Ordering ordering, long tieOrder) {
        List<Keyed> keyed = new ArrayList<>((int) rows.size());
        for (long position = 0; position < rows.size(); position++) {
            long row = rows.at(position);
            keyed.add(new Keyed(key(row, ordering.column()), row));
        }
        Collections.shuffle(keyed, new Random(Draws.mix(tieOrder)));
        Comparator<Keyed> order = Comparator.comparing(Keyed::key, NULLS_LAST);
        keyed.sort(ordering.ascending() ? order : order.reversed());
        return keyed;
    }

    private @Nullable String key(long row, Column column) {
        return switch (column) {
            case ID -> stream.id(row);
            case TIMESTAMP -> "%020d".formatted(stream.timestamp(row));
            case NAME -> stream.attributes(row).name();
            case USER_ID -> stream.attributes(row).userId();
            case RELEASE -> stream.attributes(row).release();
            case VERSION -> stream.attributes(row).version();
            case PUBLIC -> String.valueOf(stream.attributes(row).isPublic());
            case BOOKMARKED -> String.valueOf(stream.attributes(row).bookmarked());
            case SESSION_ID -> stream.attributes(row).sessionId();
        };
    }

    private long timestamp(Rows rows, boolean ascending, long position) {
        return stream.timestamp(row(rows, ascending, position));
    }

    private static long row(Rows rows, boolean ascending, long position) {
        return rows.at(ascending ? position : rows.size() - 1 - position);
    }

    private record Keyed(@Nullable String key, long row) {}
}
