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
import io.tracelake.ingester.source.DailyPages;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the daily metrics of one project again and again for the days that may still change: those of all traces, and if
 * the configuration says so those of each tag, one after another.
 *
 * <p>For one thread at a time.
 */
final class MetricsPoll {
    private final Function<DailyMetricsQuery, Page<DayRow>> service;
    private final Outbox outbox;
    private final DailyRevisions revisions;
    private final SeenTags tags;
    private final IngestConfig config;
    private final InstantSource clock;
    private final BooleanSupplier stopping;
    private final Due due;
    private final Queue<Subject> left = new ArrayDeque<>();
    private boolean flawless;

    /**
     * What one reading is about.
     *
     * @param tag null for all traces
     */
    private record Subject(@Nullable String tag) {}

    MetricsPoll(
            Function<DailyMetricsQuery, Page<DayRow>> service,
            Outbox outbox,
            IngestConfig config,
            InstantSource clock,
            BooleanSupplier stopping) {
        this.service = service;
        this.outbox = outbox;
        this.revisions = new DailyRevisions(outbox, clock);
        this.tags = new SeenTags(outbox);
        this.config = config;
        this.clock = clock;
        this.stopping = stopping;
        this.due = new Due(LookbackLevel.everyMetrics(config));
    }

    /**
     * Goes on with a round, or begins one that is due.
     *
     * @param until when the traces are due again: then, and after a failure, the rest of the round is left for the next
     *     call
     * @return whether a round has come to its end without any failure
     * @throws ServiceException of one reading; the next call goes on with the others
     */
    boolean run(Instant until) {
        if (left.isEmpty() && !begin()) {
            return false;
        }
        try {
            do {
                read(left.remove());
            } while (!left.isEmpty()
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
        return left.isEmpty() && flawless;
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
            tags.wanted(changeable().minusDays(DailyPages.LONGEST_TRACE_DAYS))
                    .forEach(tag -> left.add(new Subject(tag)));
        }
        return true;
    }

    private void read(Subject subject) {
        LocalDate first = first(subject);
        LocalDate changeable = changeable();
        revisions.add(answer(subject, first), subject.tag(), first);
        if (subject.tag() != null) {
            tags.read(subject.tag(), changeable);
        } else if (changeable.isAfter(first)) {
            outbox.moveTo(outbox.position().withMetricsFrom(changeable));
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

    private List<Page<DayRow>> answer(Subject subject, LocalDate first) {
        return DailyPages.read(service, first, today().plusDays(1), subject.tag());
    }

    /** The first day whose figures may still change. */
    private LocalDate changeable() {
        return today().minusDays(config.lookback().toDays() + 2);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
