package io.tracelake.app.verify;

import io.tracelake.ingester.source.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The traces of one project, each as the service shows it beside its newest revision in the lake. Holds some 200 bytes a
 * trace, whatever its size. For one thread.
 */
final class Comparison {
    private final Map<String, Pair> traces = new HashMap<>();
    private final long firstDay;
    private final long lastDay;
    private final long pendingFrom;

    private static final class Pair {
        private @Nullable TraceState shown;
        private @Nullable TraceState held;
        private int revision;
        private long heldDay;

        private boolean isMissing() {
            return shown != null && held == null;
        }

        private boolean differs() {
            return shown != null && held != null && !shown.sameAs(held);
        }
    }

    /**
     * Nothing seen yet.
     *
     * @param window of the traces that are compared
     * @param pendingFrom what differs counts as pending if its timestamp is at or after this
     */
    Comparison(Window window, Instant pendingFrom) {
        this.firstDay = Days.first(window).toEpochDay();
        this.lastDay = Days.last(window).toEpochDay();
        this.pendingFrom = TraceState.micros(pendingFrom);
    }

    /** The service shows this; of two states with the same id the newer counts. */
    void shown(String id, TraceState state) {
        Pair pair = pair(id);
        if (pair.shown == null || state.isNewerThan(pair.shown)) {
            pair.shown = state;
        }
    }

    /** The lake holds this; the highest revision counts. */
    void held(String id, int revision, LocalDate day, TraceState state) {
        Pair pair = pair(id);
        if (revision > pair.revision) {
            pair.revision = revision;
            pair.held = state;
            pair.heldDay = day.toEpochDay();
        }
    }

    /** Asked for this very trace, the service shows this; null: no longer anything. A listing's numbers may differ. */
    void confirmed(String id, @Nullable TraceState state) {
        Pair pair = pair(id);
        if (state == null || (pair.held != null && pair.held.sameAs(state))) {
            pair.shown = state;
        }
    }

    /** Ids that the service shows and the lake doesn't hold. */
    List<String> missing() {
        return ids(Pair::isMissing);
    }

    /** Ids whose newest revision isn't what the service shows, though it should be by now. */
    List<String> stale() {
        return ids(pair -> pair.differs() && !isPending(pair));
    }

    /** Likewise, those that may still be read again. */
    List<String> pending() {
        return ids(pair -> pair.differs() && isPending(pair));
    }

    /** The result; days without any trace are left out. */
    SortedMap<LocalDate, Figures> days(Map<LocalDate, Long> doubled) {
        var days = new TreeMap<LocalDate, Figures>();
        traces.values().forEach(pair -> add(days, pair));
        doubled.forEach((day, revisions) -> add(days, day, Figures.doubled(revisions)));
        return days;
    }

    private void add(Map<LocalDate, Figures> days, Pair pair) {
        TraceState shown = pair.shown;
        TraceState held = pair.held;
        if (shown != null) {
            LocalDate day = LocalDate.ofEpochDay(shown.epochDay());
            add(days, day, Figures.shown(shown));
            if (held == null) {
                add(days, day, Figures.MISSING);
            } else if (pair.differs()) {
                add(days, day, isPending(pair) ? Figures.PENDING : Figures.STALE);
            }
        }
        if (held != null) {
            boolean inside = pair.heldDay >= firstDay && pair.heldDay <= lastDay;
            LocalDate day = LocalDate.ofEpochDay(inside || shown == null ? pair.heldDay : shown.epochDay());
            add(days, day, Figures.held(held));
            if (shown == null) {
                add(days, day, Figures.GONE);
            }
        }
    }

    private static void add(Map<LocalDate, Figures> days, LocalDate day, Figures figures) {
        days.merge(day, figures, Figures::plus);
    }

    private boolean isPending(Pair pair) {
        return pair.shown != null && pair.shown.timestamp() >= pendingFrom;
    }

    private List<String> ids(Predicate<Pair> wanted) {
        var ids = new ArrayList<String>();
        traces.forEach((id, pair) -> {
            if (wanted.test(pair)) {
                ids.add(id);
            }
        });
        return ids;
    }

    private Pair pair(String id) {
        return traces.computeIfAbsent(id, _ -> new Pair());
    }
}
