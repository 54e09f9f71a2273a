package io.tracelake.ingester.source;

import io.tracelake.client.analytics.OrderBy;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.source.PageMemory.Lease;
import io.tracelake.ingester.state.ContentHash;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a window of traces page by page, each page starting at the last timestamp of the one before.
 *
 * <p>Rows that arrive or vanish meanwhile can't push others out of sight, and a page costs the service the same at any
 * depth. A row is delivered once, except that a malformed one may come again. The service breaks ties of a timestamp at
 * random, so an instant that fills a whole page is read alone, ordered by id. A window that takes the service too long
 * whatever is asked of it is read in shorter stretches, one after another. For one thread.
 */
public final class KeysetWalk {
    private static final Duration INSTANT = Duration.ofMillis(1);

    /** A body beyond what may be held of it. */
    private static final int NO_ROOM = 200;

    /** Answers to a page that is too large or takes too long. */
    static final Set<Integer> TOO_MUCH = Set.of(NO_ROOM, 413, 422, 504, 524);

    /** Answers to what takes too long. */
    private static final Set<Integer> TIMED_OUT = Set.of(422, 504, 524);

    private enum Mode {
        /** From a timestamp on. */
        SEEK,
        /** One instant alone, by id and page number. */
        INSTANT_BY_ID,
        /** Rows without any readable timestamp: nothing to seek by, so page numbers. */
        PAGES
    }

    private final TraceSource source;
    private final Reach reach;
    private final int largestLimit;
    private int asked;
    private int limit;
    private Instant from;
    private Set<String> seenAtFrom = new HashSet<>();
    private Mode mode = Mode.SEEK;
    private int page = 1;
    private List<Object> rowsBefore = List.of();
    private long rowsOfInstant;
    private boolean done;

    /** A walk through what fits into memory anyway. */
    public KeysetWalk(Function<TraceQuery, Page<TraceRow>> service, Window window) {
        this(new TraceSource(service, id -> noTrace(id)), window);
    }

    /** A walk from the window's beginning. */
    public KeysetWalk(TraceSource source, Window window) {
        this(source, window, 100);
    }

    KeysetWalk(TraceSource source, Window window, int limit) {
        this.source = source;
        this.from = instantOf(window.from());
        this.reach = new Reach(source.span(), from, window.to());
        this.largestLimit = limit;
        this.limit = source.fitting(limit);
        this.done = window.isEmpty();
    }

    private static Row<TraceRow> noTrace(String id) {
        throw new NoSuchElementException("nobody said how to read a trace by its id: " + id);
    }

    /** Whether the whole window has been read. */
    public boolean done() {
        return done;
    }

    /**
     * Asks for one page.
     *
     * @throws UnorderedPageException if the service doesn't keep the order asked for
     * @throws io.tracelake.client.http.ServiceException if it can't be read; the same page may be asked for again
     */
    public FetchedRows next() {
        if (done) {
            throw new NoSuchElementException("the window has been read");
        }
        Answer answer = fetch();
        boolean delivered = false;
        try {
            FetchedRows rows = deliver(answer);
            delivered = true;
            return rows;
        } finally {
            if (!delivered) {
                answer.lease().close();
            }
        }
    }

    /** A page, and whether it came without input, output and metadata because it doesn't come with them. */
    private record Answer(Page<TraceRow> page, Lease lease, boolean bare) {}

    private FetchedRows deliver(Answer answer) {
        reach.listed();
        Page<TraceRow> page = answer.page();
        List<Object> shown = page.rows().stream().map(KeysetWalk::identity).toList();
        if (this.page > 1 && shown.equals(rowsBefore) && !shown.isEmpty()) {
            throw new UnorderedPageException("asked for page " + this.page + ", got the page before it again");
        }
        List<Row<TraceRow>> unseen = unseen(page.rows());
        var delivered = answer.bare()
                ? BareRows.completed(source, unseen, page.source(), answer.lease())
                : new FetchedRows(unseen, page.source(), Set.of(), answer.lease()::close);
        rowsBefore = shown;
        switch (mode) {
            case SEEK, PAGES -> advance(page, unseen.isEmpty());
            case INSTANT_BY_ID -> advanceInInstant(page, unseen.isEmpty());
        }
        return delivered;
    }

    /** What tells a row from another without holding its texts. */
    private static Object identity(Row<TraceRow> row) {
        return switch (row) {
            case Row.Valid(var trace) -> trace.id();
            case Row.Malformed<TraceRow> malformed -> ContentHash.of(malformed.payload());
        };
    }

    /** A page that the service can't give, for its size or the time it takes, is asked for in smaller pieces. */
    private Answer fetch() {
        boolean roomForOne = false;
        while (true) {
            asked = limit;
            try {
                Answer answer = ask(query(), roomForOne ? source.leaseForOne() : source.lease(asked), false);
                if (mode == Mode.SEEK) {
                    limit = source.fitting(Math.min(largestLimit, limit * 2));
                }
                return answer;
            } catch (ServiceException e) {
                if (!TOO_MUCH.contains(e.status())) {
                    throw e;
                }
                if (asked > 1) {
                    limit = Math.max(1, limit / 4);
                    beginAnew();
                } else if (e.status() == NO_ROOM && !roomForOne) {
                    roomForOne = true;
                } else {
                    return bare(e);
                }
            }
        }
    }

    private void beginAnew() {
        page = 1;
        rowsOfInstant = 0;
        rowsBefore = List.of();
    }

    /**
     * One row that can't be had as it is, without what makes traces large; where that takes too long, of half the stretch;
     * where nothing helps, the first fault.
     */
    private Answer bare(ServiceException fault) {
        boolean roomForOne = false;
        while (true) {
            try {
                Lease lease = roomForOne ? source.leaseForOne() : source.lease(1);
                Answer answer = ask(query().withFields(BareRows.FIELDS), lease, true);
                return roomForOne ? answer : inRoomForOne(answer);
            } catch (CredentialsRefusedException | CallInterruptedException e) {
                throw e;
            } catch (ServiceException e) {
                if (e.status() == NO_ROOM && !roomForOne) {
                    roomForOne = true;
                } else if (!TIMED_OUT.contains(e.status()) || !halve()) {
                    throw fault;
                }
            }
        }
    }

    /** Room in which the whole trace may come. Little is held while waiting for that, and nobody waits for it. */
    private Answer inRoomForOne(Answer bare) {
        bare.lease().close();
        return new Answer(bare.page(), source.leaseForOne(), true);
    }

    /** A single instant is no shorter by half. */
    private boolean halve() {
        if (mode == Mode.INSTANT_BY_ID || !reach.halve(from)) {
            return false;
        }
        beginAnew();
        return true;
    }

    /** Whatever happens, a lease that holds no answer is given back. */
    private Answer ask(TraceQuery query, Lease lease, boolean bare) {
        boolean answered = false;
        try {
            Answer answer = new Answer(source.page(query, lease), lease, bare);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                lease.close();
            }
        }
    }

    private TraceQuery query() {
        return switch (mode) {
            case SEEK, PAGES ->
                TraceQuery.window(from, reach.until()).withPage(page).withLimit(limit);
            case INSTANT_BY_ID ->
                TraceQuery.window(from, endOfInstant())
                        .withOrderBy(OrderBy.ID_ASC)
                        .withPage(page)
                        .withLimit(limit);
        };
    }

    private List<Row<TraceRow>> unseen(List<Row<TraceRow>> rows) {
        var unseen = new ArrayList<Row<TraceRow>>(rows.size());
        for (Row<TraceRow> row : rows) {
            boolean repeated =
                    row instanceof Row.Valid(var trace) && isAt(from, trace) && seenAtFrom.contains(trace.id());
            if (!repeated) {
                unseen.add(row);
            }
        }
        return unseen;
    }

    private void advance(Page<TraceRow> answer, boolean nothingNew) {
        Instant last = lastTimestamp(answer.rows());
        boolean complete = isShort(answer) && isAll(answer, answer.rows().size(), nothingNew);
        if (complete || answer.rows().isEmpty()) {
            goOn();
        } else if (last == null) {
            mode = Mode.PAGES;
            limit = asked;
            page++;
        } else if (last.isAfter(from)) {
            seek(last, answer.rows());
        } else {
            seenAtFrom.addAll(idsAt(from, answer.rows()));
            mode = Mode.INSTANT_BY_ID;
            page = 1;
            rowsOfInstant = 0;
        }
    }

    private void advanceInInstant(Page<TraceRow> answer, boolean nothingNew) {
        rowsOfInstant += answer.rows().size();
        seenAtFrom.addAll(idsAt(from, answer.rows()));
        boolean complete = isShort(answer) && isAll(answer, rowsOfInstant, nothingNew);
        if (complete || answer.rows().isEmpty()) {
            seek(endOfInstant(), List.of());
        } else {
            page++;
        }
    }

    private void seek(Instant timestamp, List<Row<TraceRow>> rows) {
        from = timestamp;
        seenAtFrom = idsAt(timestamp, rows);
        mode = Mode.SEEK;
        page = 1;
        if (!from.isBefore(reach.until())) {
            goOn();
        }
    }

    /** No row of the next stretch has been shown, since none of them shows its end. */
    private void goOn() {
        from = reach.until();
        seenAtFrom = new HashSet<>();
        mode = Mode.SEEK;
        page = 1;
        done = !reach.goOn();
    }

    private Instant endOfInstant() {
        return from.plus(INSTANT);
    }

    private boolean isShort(Page<TraceRow> answer) {
        Integer understood = answer.limit();
        int full = understood == null || understood < 1 ? asked : Math.min(asked, understood);
        return answer.rows().size() < full;
    }

    /** A service may cap its pages below the limit without saying so: its count tells, or that nothing new comes. */
    private static boolean isAll(Page<TraceRow> answer, long rows, boolean nothingNew) {
        Long total = answer.totalItems();
        return total == null ? nothingNew : total <= rows;
    }

    /** Bounds are sent in milliseconds, so all rows of one millisecond are of one instant here. */
    private static Instant instantOf(Instant timestamp) {
        return timestamp.truncatedTo(ChronoUnit.MILLIS);
    }

    private static boolean isAt(Instant instant, TraceRow trace) {
        return instantOf(trace.timestamp()).equals(instant);
    }

    private @Nullable Instant lastTimestamp(List<Row<TraceRow>> rows) {
        Instant last = null;
        for (Row<TraceRow> row : rows) {
            Instant timestamp = timestamp(row);
            if (timestamp == null) {
                continue;
            }
            if (timestamp.isBefore(from) || !timestamp.isBefore(reach.until())) {
                throw new UnorderedPageException(
                        "asked for [" + from + ", " + reach.until() + "), got a trace of " + timestamp);
            }
            if (last != null && timestamp.isBefore(last)) {
                throw new UnorderedPageException("asked for timestamp.asc, got " + timestamp + " after " + last);
            }
            last = timestamp;
        }
        return last == null ? null : instantOf(last);
    }

    private static Set<String> idsAt(Instant timestamp, List<Row<TraceRow>> rows) {
        var ids = new HashSet<String>();
        for (Row<TraceRow> row : rows) {
            if (row instanceof Row.Valid(var trace) && isAt(timestamp, trace)) {
                ids.add(trace.id());
            }
        }
        return ids;
    }

    private static @Nullable Instant timestamp(Row<TraceRow> row) {
        return switch (row) {
            case Row.Valid(var trace) -> trace.timestamp();
            case Row.Malformed<TraceRow> malformed -> malformed.timestamp();
        };
    }
}
