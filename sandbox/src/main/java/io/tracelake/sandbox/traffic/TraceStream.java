package io.tracelake.sandbox.traffic;

import io.tracelake.sandbox.traffic.Draws.Part;
import io.tracelake.sandbox.traffic.Trace.Flaw;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * All traces of one project, past and to come, as a pure function of its {@link Plan} and of "now". Nothing is stored.
 * A page in timestamp order costs the page, however deep; only the last minutes (where late arrivals may still be
 * missing) are looked through row by row. Filters and other orders look through their whole window. Safe for use by
 * many threads.
 */
public final class TraceStream {
    private static final long DAY_MILLIS = 86_400_000;

    private final long key;
    private final Behaviour behaviour;
    private final Timeline timeline;
    private final Identity identity;
    private final Paging paging;

    public TraceStream(Plan plan) {
        this.key = plan.key();
        this.behaviour = plan.behaviour();
        this.timeline = new Timeline(plan);
        this.identity = new Identity(plan.key());
        this.paging = new Paging(this);
    }

    /**
     * One page of what is visible at {@code now}.
     *
     * @param tieOrder decides the order among rows that are equal in the ordering's column
     */
    public TracePage page(
            Window window, TraceFilter filter, Ordering ordering, Slice slice, long tieOrder, Instant now) {
        Rows rows = rows(window, filter, now);
        List<Trace> traces = paging.cut(rows, ordering, slice, tieOrder).stream()
                .map(row -> trace(row, now))
                .toList();
        return new TracePage(traces, rows.size());
    }

    /** The newest visible row with this id, without any flaw. */
    public Optional<Trace> find(String traceId, Instant now) {
        OptionalLong found = identity.row(traceId);
        if (found.isEmpty() || !timeline.holds(found.getAsLong())) {
            return Optional.empty();
        }
        long row = found.getAsLong();
        if (originalOf(row) != row) {
            return Optional.empty();
        }
        long copy = timeline.firstRowAt(timestamp(row) + DAY_MILLIS);
        if (timeline.holds(copy) && originalOf(copy) == row && isVisible(copy, now.toEpochMilli())) {
            return Optional.of(trace(copy, now, null));
        }
        return isVisible(row, now.toEpochMilli()) ? Optional.of(trace(row, now, null)) : Optional.empty();
    }

    /** The visible records with poison in them, by timestamp. */
    public List<Poisoned> poisoned(Instant now) {
        Rows rows = rows(new Window(null, null), TraceFilter.ALL, now);
        List<Poisoned> poisoned = new ArrayList<>();
        for (long position = 0; position < rows.size(); position++) {
            long row = rows.at(position);
            Poison poison = poison(row);
            if (poison != null) {
                poisoned.add(new Poisoned(id(row), Instant.ofEpochMilli(timestamp(row)), poison));
            }
        }
        return poisoned;
    }

    private @Nullable Poison poison(long row) {
        Peculiarities peculiarities = behaviour.peculiarities();
        if (peculiarities.poisonShare() == 0) {
            return null;
        }
        Draws draws = Draws.of(key, row, Part.POISON);
        return draws.chance(peculiarities.poisonShare()) ? draws.pick(peculiarities.poisons()) : null;
    }

    Rows rows(Window window, TraceFilter filter, Instant now) {
        long millis = now.toEpochMilli();
        long first = timeline.firstRowAt(window.fromMillis());
        long end = Math.max(first, timeline.firstRowAt(Math.min(window.toMillis(), millis + 1)));
        long arrived = timeline.firstRowAt(millis - behaviour.maxLateness().toMillis());
        boolean all = filter.matchesAll();
        long run = all ? Math.clamp(arrived - first, 0, end - first) : 0;
        long[] tail = new long[64];
        int length = 0;
        for (long row = first + run; row < end; row++) {
            if ((row < arrived || isVisible(row, millis))
                    && (all || filter.matches(new TraceView(this, row, millis)))) {
                if (length == tail.length) {
                    tail = Arrays.copyOf(tail, length * 2);
                }
                tail[length++] = row;
            }
        }
        return new Rows(first, run, tail, length);
    }

    long timestamp(long row) {
        return timeline.timestamp(row);
    }

    String id(long row) {
        return identity.traceId(originalOf(row));
    }

    Attributes attributes(long row) {
        return Attributes.draw(Draws.of(key, row, Part.ATTRIBUTES));
    }

    List<Observation> observations(long row, long now) {
        long timestamp = timestamp(row);
        Lifecycle life = Lifecycle.of(key, row, timestamp, behaviour);
        return Steps.draw(Draws.of(key, row, Part.OBSERVATIONS), identity, row, timestamp, life, now);
    }

    /** Traces with an earlier timestamp don't change any more. */
    long settledBefore(Instant now) {
        return now.minus(behaviour.settled()).toEpochMilli();
    }

    /** {@link Long#MAX_VALUE} if there will never be any trace. */
    long firstTimestamp() {
        return timeline.holds(0) ? timestamp(0) : Long.MAX_VALUE;
    }

    Payload payload(long row, long now) {
        return payload(row, Lifecycle.of(key, row, timestamp(row), behaviour).isEdited(now));
    }

    private Payload payload(long row, boolean edited) {
        Draws draws = Draws.of(key, row, Part.PAYLOAD);
        Payload usual = Payload.draw(draws, edited);
        long bytes = behaviour.peculiarities().payloadBytes();
        return bytes == 0 ? usual : usual.grown(Draws.of(key, row, Part.GIANT), edited, bytes);
    }

    Attributes attributes(long row, long now) {
        Attributes attributes = attributes(row);
        boolean edited = Lifecycle.of(key, row, timestamp(row), behaviour).isEdited(now);
        return edited ? attributes.edited() : attributes;
    }

    private boolean isVisible(long row, long now) {
        return Lifecycle.appears(key, row, timestamp(row), behaviour) <= now;
    }

    private Trace trace(long row, Instant now) {
        Draws draws = Draws.of(key, row, Part.FLAW);
        return trace(row, now, draws.chance(behaviour.malformedShare()) ? draws.pick(List.of(Flaw.values())) : null);
    }

    private Trace trace(long row, Instant now, @Nullable Flaw flaw) {
        long millis = now.toEpochMilli();
        long timestamp = timestamp(row);
        Lifecycle life = Lifecycle.of(key, row, timestamp, behaviour);
        boolean edited = life.isEdited(millis);
        Poison poison = poison(row);
        return new Trace(
                id(row),
                timestamp,
                life.appears(),
                edited ? life.edited() : life.appears(),
                attributes(row, millis),
                observations(row, millis),
                payload(row, edited),
                poison == null ? flaw : null,
                poison);
    }

    /** The row whose id this row carries: itself, or one of the day before for a duplicate id. */
    private long originalOf(long row) {
        if (row == 0 || !isDrawnAsCopy(row)) {
            return row;
        }
        long original = timeline.firstRowAt(timestamp(row - 1) - DAY_MILLIS + 1);
        return original < row && timestamp(original) + DAY_MILLIS <= timestamp(row) && !isDrawnAsCopy(original)
                ? original
                : row;
    }

    private boolean isDrawnAsCopy(long row) {
        return behaviour.duplicateIdShare() > 0
                && Draws.of(key, row, Part.IDENTITY).chance(behaviour.duplicateIdShare());
    }
}
