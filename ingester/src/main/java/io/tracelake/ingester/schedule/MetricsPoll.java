package io.tracelake.ingester.schedule;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.publish.DailyRevisions;
import io.tracelake.ingester.publish.Outbox;
import io.tracelake.ingester.publish.SeenTags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the daily metrics of one project again and again for the days that may still change: those of all traces, and if
 * the configuration says so those of each tag, one after another.
 *
 * <p>The service counts traces on their own day and costs on the day of their observations, and it picks observations by
 * their trace. So a window begins a week early and ends after tomorrow, and only days that it can't have cut are carried.
 * Its totals count too few rows: pages are read until one is short.
 *
 * <p>The service is asked on another thread, since it may allow so few requests for metrics that one waits for hours: the
 * traces don't. For one thread at a time, but for {@link #stop}.
 */
final class MetricsPoll {
    private static final int LIMIT = 100;

    /** Traces that run longer than this lose the cost of their last days, as the service counts it. */
    private static final int LONGEST_TRACE_DAYS = 7;

    private final Supplier<Function<DailyMetricsQuery, Page<DayRow>>> service;
    private final Outbox outbox;
    private final DailyRevisions revisions;
    private final SeenTags tags;
    private final IngestConfig config;
    private final InstantSource clock;
    private final Executor workers;
    private final BooleanSupplier stopping;
    private final Due due;
    private final Queue<Subject> left = new ArrayDeque<>();
    private volatile @Nullable Reading reading;
    private boolean flawless;

    /**
     * What one reading is about.
     *
     * @param tag null for all traces
     */
    private record Subject(@Nullable String tag) {}

    /**
     * A reading under way.
     *
     * @param first day wanted
     * @param changeable first day that may still change after it
     * @param revisions of traces carried before it began
     */
    private record Reading(
            Subject subject,
            LocalDate first,
            LocalDate changeable,
            long revisions,
            FutureTask<List<Page<DayRow>>> pages) {}

    /**
     * A poll of a project that has just been taken over.
     *
     * @param service opened for each reading; what it opens is used by another thread
     */
    MetricsPoll(
            Supplier<Function<DailyMetricsQuery, Page<DayRow>>> service,
            Outbox outbox,
            IngestConfig config,
            InstantSource clock,
            Executor workers,
            BooleanSupplier stopping) {
        this.service = service;
        this.outbox = outbox;
        this.revisions = new DailyRevisions(outbox, clock);
        this.tags = new SeenTags(outbox);
        this.config = config;
        this.clock = clock;
        this.workers = workers;
        this.stopping = stopping;
        this.due = new Due(LookbackLevel.everyMetrics(config));
    }

    /**
     * Goes on with a round, or begins one that is due. Doesn't wait for the service beyond the time given.
     *
     * @param until when the traces are due again: then, and after a failure, the rest of the round is left for the next
     *     call
     * @return whether a round has come to its end without any failure
     * @throws ServiceException of one reading; the next call goes on with the others
     */
    boolean run(Instant until) {
        if (reading == null && left.isEmpty() && !begin()) {
            return false;
        }
        boolean complete;
        try {
            do {
                complete = read(until);
            } while (complete
                    && !left.isEmpty()
                    && !stopping.getAsBoolean()
                    && clock.instant().isBefore(until));
        } catch (CallInterruptedException stopped) {
            // What has been added is dropped with this process: a commit begun now would be cut short.
            throw stopped;
        } catch (ServiceException e) {
            flawless = false;
            outbox.flush();
            throw e;
        }
        outbox.flush();
        return complete && left.isEmpty() && flawless;
    }

    /** Gives up a reading under way; from any thread. */
    void stop() {
        Reading given = reading;
        if (given != null) {
            given.pages().cancel(true);
        }
    }

    private boolean begin() {
        Instant now = clock.instant();
        if (!due.at(now)) {
            return false;
        }
        due.doneAt(now);
        flawless = true;
        left.add(new Subject(null));
        if (config.metricsByTag()) {
            tags.wanted(changeable().minusDays(LONGEST_TRACE_DAYS)).forEach(tag -> left.add(new Subject(tag)));
        }
        return true;
    }

    /** Whether a reading has come to its end; otherwise it is still under way. */
    private boolean read(Instant until) {
        Reading current = reading == null ? start(left.remove()) : reading;
        List<Page<DayRow>> pages;
        try {
            pages = current.pages().get(patience(until), TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
            return false;
        } catch (CancellationException stopped) {
            reading = null;
            return false;
        } catch (InterruptedException stop) {
            current.pages().cancel(true);
            throw CallInterruptedException.during("waiting for daily metrics", stop);
        } catch (ExecutionException e) {
            reading = null;
            throw failure(e);
        }
        reading = null;
        take(current, pages);
        return true;
    }

    private Reading start(Subject subject) {
        LocalDate first = first(subject);
        var opened = service.get();
        var started = new Reading(
                subject,
                first,
                changeable(),
                outbox.position().revisions(),
                new FutureTask<>(() -> answer(opened, subject, first)));
        reading = started;
        workers.execute(started.pages());
        return started;
    }

    private long patience(Instant until) {
        return Math.max(0, Duration.between(clock.instant(), until).toMillis());
    }

    private static RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof RuntimeException failure) {
            return failure;
        }
        throw new IllegalStateException(e);
    }

    private void take(Reading ended, List<Page<DayRow>> pages) {
        String tag = ended.subject().tag();
        revisions.add(pages, tag, ended.first());
        if (tag != null) {
            // A trace that came meanwhile may not be counted in its day yet: that day is asked for once more.
            if (outbox.position().revisions() == ended.revisions()) {
                tags.read(tag, ended.changeable());
            }
        } else if (ended.changeable().isAfter(ended.first())) {
            outbox.moveTo(outbox.position().withMetricsFrom(ended.changeable()));
        }
        if (outbox.isFull()) {
            outbox.flush();
        }
    }

    private LocalDate first(Subject subject) {
        LocalDate first = outbox.position().metricsFrom();
        LocalDate unread = subject.tag() == null ? null : tags.unread(subject.tag());
        return unread != null && unread.isBefore(first) ? unread : first;
    }

    private List<Page<DayRow>> answer(
            Function<DailyMetricsQuery, Page<DayRow>> opened, Subject subject, LocalDate first) {
        var pages = new ArrayList<Page<DayRow>>();
        var query = DailyMetricsQuery.window(
                        midnight(first.minusDays(LONGEST_TRACE_DAYS)), midnight(today().plusDays(2)))
                .withLimit(LIMIT)
                .withTags(subject.tag() == null ? List.of() : List.of(subject.tag()));
        Page<DayRow> before;
        Page<DayRow> page = null;
        do {
            before = page;
            page = opened.apply(query.withPage(pages.size() + 1));
            pages.add(page);
        } while (page.rows().size() >= full(page)
                && (before == null || !before.rows().equals(page.rows())));
        return pages;
    }

    private static int full(Page<DayRow> page) {
        Integer understood = page.limit();
        return understood == null || understood < 1 ? LIMIT : Math.min(LIMIT, understood);
    }

    /** The first day whose figures may still change. */
    private LocalDate changeable() {
        return today().minusDays(config.lookback().toDays() + 2);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
