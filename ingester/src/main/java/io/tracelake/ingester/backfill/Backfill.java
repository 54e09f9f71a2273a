package io.tracelake.ingester.backfill;

import io.tracelake.client.http.NotFoundException;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.publish.DailyRevisions;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.TraceRevisions;
import io.tracelake.ingester.request.ProgressNotes;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.source.Window;
import io.tracelake.schemas.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a range of one project's past: its traces, window by window, then its daily metrics. What it finds becomes
 * revisions by the same rules as what is read live, so a range that is known already adds nothing.
 *
 * <p>Workers fetch several windows at once; all else happens on the thread that calls {@link #run}, the project's own.
 */
public final class Backfill implements AutoCloseable {
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(2);

    private final Window range;
    private final BackfillSource source;
    private final Outbox outbox;
    private final TraceRevisions revisions;
    private final ProgressNotes notes;
    private final IngestConfig config;
    private final InstantSource clock;

    private final Fetches fetches;
    private final PastDays past;
    private final Stretches finished;
    private final WindowLength windowLength = new WindowLength();
    private final Set<Window> underWay = new HashSet<>();
    private boolean counted;
    private boolean daysAsked;
    private boolean ended;
    private @Nullable Window chunk;
    private Instant committedAt;

    /** A backfill that begins, or goes on where the notes say that it ended. */
    public Backfill(
            Window range,
            BackfillSource source,
            Outbox outbox,
            TraceRevisions revisions,
            ProgressNotes notes,
            IngestConfig config,
            ExecutorService workers,
            InstantSource clock) {
        this.range = range;
        this.source = source;
        this.outbox = outbox;
        this.revisions = revisions;
        this.notes = notes;
        this.config = config;
        this.clock = clock;
        this.fetches = new Fetches(workers);
        this.past = new PastDays(range, source.memory(), outbox.state(), config.lookback(), workers, clock);
        this.finished = Stretches.of(notes.progress().getFinished());
        this.counted = notes.progress().getExpectedRows() != null;
        this.committedAt = clock.instant();
    }

    /**
     * Works on it, one page at least if there is one. All that was found is committed at the end.
     *
     * @param until when somebody else is due
     * @param goOn asked between pages
     * @return whether the backfill has come to its end
     * @throws RuntimeException what a window failed with; it is read again by the next call
     */
    public boolean run(Instant until, BooleanSupplier goOn) throws InterruptedException {
        notes.running(null);
        boolean more = true;
        try {
            do {
                if (!nextChunk(until)) {
                    more = false;
                } else if (chunk == null) {
                    more = readDays(until);
                } else {
                    more = readChunk(chunk, until);
                }
            } while (more && !ended && goOn.getAsBoolean() && clock.instant().isBefore(until));
        } catch (WindowFailure failure) {
            outbox.flush();
            throw failure.cause();
        }
        outbox.flush();
        return ended;
    }

    /** @return false if the memory of the next days isn't loaded yet; there is no chunk if nothing is left to read */
    private boolean nextChunk(Instant until) throws InterruptedException {
        if (chunk != null) {
            return true;
        }
        Window gap = finished.firstGap(range);
        if (gap == null) {
            return true;
        }
        chunk = past.recall(gap.from(), Duration.between(clock.instant(), until));
        return chunk != null;
    }

    /** @return whether something has come in time */
    private boolean readChunk(Window days, Instant until) throws InterruptedException {
        beginWindows(days);
        if (underWay.isEmpty()) {
            chunk = null;
            return true;
        }
        Fetched fetched = fetches.next(Duration.between(clock.instant(), until));
        switch (fetched) {
            case null -> {
                return false;
            }
            case Fetched.Count count -> notes.expects(count.traces(), count.requests());
            case Fetched.Rows rows -> add(rows);
            case Fetched.End end -> finish(end);
            case Fetched.Failure failure -> {
                underWay.remove(failure.window());
                notes.read(failure.requests(), 0, 0, 0);
                throw new WindowFailure(failure.cause());
            }
            case Fetched.Days _, Fetched.DaysFailure _ ->
                throw new IllegalStateException("days are read although windows are left");
        }
        if (outbox.isFull() || clock.instant().isAfter(committedAt.plus(COMMIT_EVERY))) {
            outbox.flush();
            committedAt = clock.instant();
        }
        return true;
    }

    private void beginWindows(Window days) {
        if (!counted) {
            counted = true;
            fetches.count(range, source.traces().get());
        }
        var taken = Stretches.of(finished.toRecords());
        underWay.forEach(taken::add);
        while (underWay.size() < config.backfillParallelism()) {
            Window gap = taken.firstGap(days);
            if (gap == null) {
                return;
            }
            Window window = windowLength.first(gap);
            fetches.begin(window, source.traces().get());
            underWay.add(window);
            taken.add(window);
        }
    }

    private void add(Fetched.Rows fetched) {
        long before = outbox.position().revisions();
        try (FetchedRows page = fetched.rows()) {
            revisions.add(page);
        }
        notes.read(
                fetched.requests(),
                fetched.rows().rows().size(),
                fetched.bytes(),
                outbox.position().revisions() - before);
    }

    private void finish(Fetched.End end) {
        Window window = end.window();
        underWay.remove(window);
        finished.add(window);
        notes.finished(finished.toRecords());
        windowLength.adapt(window, end.pages());
        Window gap = finished.firstGap(range);
        past.forgetBefore(gap == null ? range.to() : gap.from());
    }

    private boolean readDays(Instant until) throws InterruptedException {
        LocalDate first = day(range.from());
        LocalDate last = day(range.to().minusMillis(1));
        if (!daysAsked) {
            daysAsked = true;
            fetches.days(first, last, source.days().get());
        }
        switch (fetches.next(Duration.between(clock.instant(), until))) {
            case Fetched.Days days -> {
                new DailyRevisions(outbox, clock).add(days.pages(), null, first, last);
                notes.read(days.requests(), 0, 0, 0);
                notes.ended(RequestState.DONE, null);
                ended = true;
            }
            case Fetched.DaysFailure failure
            when failure.cause() instanceof NotFoundException -> {
                notes.ended(
                        RequestState.DONE,
                        "the service has no daily metrics: " + failure.cause().getMessage());
                ended = true;
            }
            case Fetched.DaysFailure failure -> {
                daysAsked = false;
                throw new WindowFailure(failure.cause());
            }
            case Fetched.Count count -> notes.expects(count.traces(), count.requests());
            case null -> {
                return false;
            }
            case Fetched.Rows _, Fetched.End _, Fetched.Failure _ ->
                throw new IllegalStateException("a window is read although none is left");
        }
        return true;
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Stops the workers, and lets go of the memory. What has been read and not been committed is read again. */
    @Override
    public void close() {
        fetches.close();
        past.close();
    }

    private static final class WindowFailure extends RuntimeException {
        private final RuntimeException cause;

        WindowFailure(RuntimeException cause) {
            super(cause);
            this.cause = cause;
        }

        RuntimeException cause() {
            return cause;
        }
    }
}
