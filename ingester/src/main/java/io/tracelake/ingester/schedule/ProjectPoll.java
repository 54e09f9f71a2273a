package io.tracelake.ingester.schedule;

import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.quota.Priority;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.payload.CarriedTraces;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.SeenTags;
import io.tracelake.ingester.publish.TraceRevisions;
import io.tracelake.ingester.source.FetchedRows;
import io.tracelake.ingester.source.KeysetWalk;
import io.tracelake.ingester.source.TraceSource;
import io.tracelake.ingester.source.UnorderedPageException;
import io.tracelake.ingester.source.Window;
import io.tracelake.ingester.state.Position;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the traces of one project: what is fresh at every poll, closed windows up to the watermark, and again what may
 * have changed since. Fresh traces go before everything else, page by page. For one thread at a time.
 */
final class ProjectPoll {
    private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
    private static final Duration LONGEST_WINDOW = Duration.ofHours(24);
    private static final int FEW_PAGES = 20;
    private static final int MANY_PAGES = 100;

    private final Function<Priority, TraceSource> sources;
    private final TraceTurns turns;
    private final Outbox outbox;
    private final TraceRevisions revisions;
    private final IngestConfig config;
    private final InstantSource clock;
    private final BooleanSupplier stopping;

    private final Due fresh;
    private final Lateness lateness;
    private final Due full;
    private final List<LookbackLevel> levels;
    private final List<Due> levelsDue;
    private Instant freshUntil;
    private volatile @Nullable Instant readUntil;
    private Priority reading = Priority.FRESH;
    private Duration windowLength = Duration.ofHours(1);

    ProjectPoll(
            Function<Priority, TraceSource> sources,
            Outbox outbox,
            IngestConfig config,
            InstantSource clock,
            BooleanSupplier stopping) {
        this(
                sources,
                new TraceTurns(null, outbox.projectId()),
                new CarriedTraces(outbox.projectId(), config.payload(), config.payloadRules()),
                outbox,
                config,
                clock,
                stopping);
    }

    ProjectPoll(
            Function<Priority, TraceSource> sources,
            TraceTurns turns,
            CarriedTraces carried,
            Outbox outbox,
            IngestConfig config,
            InstantSource clock,
            BooleanSupplier stopping) {
        this.sources = sources;
        this.turns = turns;
        this.outbox = outbox;
        this.revisions = new TraceRevisions(
                outbox,
                carried,
                (id, use) -> sources.apply(reading).trace(id, use),
                config.metricsByTag() ? new SeenTags(outbox) : null,
                clock);
        this.config = config;
        this.clock = clock;
        this.stopping = stopping;
        this.fresh = new Due(config.interval());
        this.lateness = new Lateness(config.interval(), now());
        this.full = new Due(LookbackLevel.everyFull(config));
        this.levels = LookbackLevel.partial(config);
        this.levelsDue = levels.stream().map(level -> new Due(level.every())).toList();
        this.freshUntil = now();
    }

    /** One poll. Takes long while the project is catching up. */
    void run() {
        turns.awaitFresh();
        readFresh();
        if (catchUp()) {
            lookBack();
        }
    }

    /** Up to when new traces have been looked for; null before the first time. Any thread. */
    @Nullable Instant freshUntil() {
        return readUntil;
    }

    private void readFresh() {
        Instant now = now();
        fresh.doneAt(now);
        if (carry(new Window(freshUntil.minus(lateness.overlap()), now), Priority.FRESH) >= 0) {
            freshUntil = now;
            readUntil = now;
        }
        if (lateness.beginsRound(now)) {
            readLate(Lateness.round(now));
        }
    }

    private void readLate(Window window) {
        try {
            carry(window, Priority.LOOKBACK);
        } finally {
            lateness.endRound(now());
        }
    }

    /** Reads closed windows one after another; true when none is left. */
    private boolean catchUp() {
        Instant settled = now().minus(config.settle());
        while (!stopping.getAsBoolean()) {
            Instant begun = now();
            Position position = outbox.position();
            Window open = new Window(position.watermark(), settled);
            if (open.length().compareTo(closeEvery()) < 0) {
                return true;
            }
            Window window = new Window(open.from(), earlier(open.from().plus(windowLength), settled));
            int pages = carry(window, Priority.LOOKBACK);
            if (pages < 0) {
                return false;
            }
            close(window, begun);
            adaptWindow(pages);
        }
        return false;
    }

    /** Idle projects needn't commit a cursor at every poll. */
    private Duration closeEvery() {
        Duration quarter = config.settle().dividedBy(4);
        return quarter.isPositive() ? quarter : Duration.ofMillis(1);
    }

    private void close(Window window, Instant readAt) {
        Position position = outbox.position().withWatermark(window.to());
        boolean contiguous = !position.lookbackWatermark().isBefore(window.from());
        Instant final_ = earlier(window.to(), readAt.minus(config.lookback()));
        if (contiguous && final_.isAfter(position.lookbackWatermark())) {
            position = position.withLookbackWatermark(final_);
        }
        outbox.moveTo(position);
        outbox.flush();
        outbox.evict(config.lookback(), readAt);
    }

    private void adaptWindow(int pages) {
        if (pages < FEW_PAGES && windowLength.compareTo(LONGEST_WINDOW) < 0) {
            windowLength = windowLength.multipliedBy(2);
        } else if (pages > MANY_PAGES && windowLength.compareTo(SHORTEST_WINDOW) > 0) {
            windowLength = windowLength.dividedBy(2);
        }
    }

    private void lookBack() {
        Instant begun = now();
        if (full.at(begun)) {
            Position position = outbox.position();
            Instant changeable = begun.minus(config.lookback());
            if (carry(new Window(earlier(position.lookbackWatermark(), changeable), begun), Priority.LOOKBACK) >= 0) {
                outbox.moveTo(outbox.position().withLookbackWatermark(later(position.lookbackWatermark(), changeable)));
                outbox.flush();
                full.doneAt(begun);
                levelsDue.forEach(due -> due.doneAt(begun));
            }
            return;
        }
        for (int i = levels.size() - 1; i >= 0; i--) {
            if (levelsDue.get(i).at(begun)
                    && carry(new Window(begun.minus(levels.get(i).span()), begun), Priority.LOOKBACK) >= 0) {
                levelsDue.subList(0, i + 1).forEach(due -> due.doneAt(begun));
            }
        }
    }

    /**
     * Carries what is new in a window. Whatever ends it early, what was found until then is committed.
     *
     * @return pages read, or -1 if the process is stopping and the window hasn't been read to its end
     */
    private int carry(Window window, Priority priority) {
        Priority interrupted = reading;
        reading = priority;
        try {
            int pages = read(new KeysetWalk(sources.apply(priority), window));
            outbox.flush();
            return pages;
        } catch (CallInterruptedException stopped) {
            // What has been added is dropped with this process: a commit begun now would be cut short.
            throw stopped;
        } catch (ServiceException | UnorderedPageException e) {
            outbox.flush();
            throw e;
        } finally {
            reading = interrupted;
        }
    }

    private int read(KeysetWalk walk) {
        int pages = 0;
        while (!walk.done()) {
            if (stopping.getAsBoolean()) {
                return -1;
            }
            if (reading != Priority.FRESH) {
                readFreshUntilTurnComes();
            }
            try (FetchedRows rows = walk.next()) {
                Instant oldestNew = revisions.add(rows);
                if (oldestNew != null) {
                    lateness.saw(oldestNew, freshUntil);
                }
            }
            pages++;
        }
        return pages;
    }

    /** Where there are no turns to wait for, at most once: reading what is fresh may take longer than its interval. */
    private void readFreshUntilTurnComes() {
        boolean waits = true;
        while (waits && !stopping.getAsBoolean() && !turns.await(reading, fresh.in(now()))) {
            readFresh();
            waits = turns.arePaced();
        }
    }

    /** The state keeps times in milliseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }
}
