package io.tracelake.sandbox.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Daily totals of one project's traces as visible at "now". Sums of whole hours that can't change any more are kept (at
 * most {@value #HOURS_KEPT}); the rest is summed for each request. Safe for use by many threads.
 *
 * <p>Like the real service: with no condition but a lower bound, observations are chosen by their own start, from one
 * hour before the bound; with any further condition they follow their trace's timestamp, so that they may lie on a
 * later day than the window.
 */
public final class DailyTotals {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int HOURS_KEPT = 4_000;
    private static final Duration OBSERVATION_MARGIN = Duration.ofHours(1);

    private final TraceStream stream;
    private final Map<Long, Tally> settledHours = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Tally> eldest) {
            return size() > HOURS_KEPT;
        }
    };

    public DailyTotals(TraceStream stream) {
        this.stream = stream;
    }

    /** Days with data, newest first. */
    public List<DayTotal> days(Window window, TraceFilter filter, Instant now) {
        Tally tally = new Tally();
        if (!filter.matchesAll()) {
            tally.add(sum(window.fromMillis(), window.toMillis(), filter, now));
            return tally.totals();
        }
        long from = Math.max(window.fromMillis(), stream.firstTimestamp());
        long to = Math.min(window.toMillis(), now.toEpochMilli() + 1);
        if (window.from() != null && window.to() == null) {
            addObservationsBefore(tally, window.fromMillis(), now);
        }
        for (long start = from; start < to; ) {
            long hourEnd = (Math.floorDiv(start, HOUR_MILLIS) + 1) * HOUR_MILLIS;
            long end = Math.min(to, hourEnd);
            tally.add(start + HOUR_MILLIS == end ? hour(start, now) : sum(start, end, filter, now));
            start = end;
        }
        return tally.totals();
    }

    private Tally hour(long start, Instant now) {
        boolean settled = start + HOUR_MILLIS <= stream.settledBefore(now);
        if (settled) {
            synchronized (settledHours) {
                Tally kept = settledHours.get(start);
                if (kept != null) {
                    return kept;
                }
            }
        }
        Tally tally = sum(start, start + HOUR_MILLIS, TraceFilter.ALL, now);
        if (settled) {
            synchronized (settledHours) {
                settledHours.put(start, tally);
            }
        }
        return tally;
    }

    private Tally sum(long from, long to, TraceFilter filter, Instant now) {
        Tally tally = new Tally();
        long millis = now.toEpochMilli();
        Rows rows = stream.rows(window(from, to), filter, now);
        for (long position = 0; position < rows.size(); position++) {
            long row = rows.at(position);
            tally.countTrace(stream.timestamp(row));
            tally.addObservations(row, stream.observations(row, millis));
        }
        return tally;
    }

    private void addObservationsBefore(Tally tally, long from, Instant now) {
        long earliest = from - OBSERVATION_MARGIN.toMillis();
        Rows rows = stream.rows(window(earliest - Steps.LATEST_START.toMillis(), from), TraceFilter.ALL, now);
        for (long position = 0; position < rows.size(); position++) {
            long row = rows.at(position);
            tally.addObservations(
                    row,
                    stream.observations(row, now.toEpochMilli()).stream()
                            .filter(observation -> observation.start() >= earliest)
                            .toList());
        }
    }

    private static Window window(long from, long to) {
        return new Window(
                from == Long.MIN_VALUE ? null : Instant.ofEpochMilli(from),
                to == Long.MAX_VALUE ? null : Instant.ofEpochMilli(to));
    }
}
