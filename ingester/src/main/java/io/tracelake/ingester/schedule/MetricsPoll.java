package io.tracelake.ingester.schedule;

import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import io.tracelake.ingester.config.IngestConfig;
import io.tracelake.ingester.publish.DailyRevisions;
import io.tracelake.ingester.publish.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Reads the daily metrics of one project again and again for the days that may still change.
 *
 * <p>The service counts traces on their own day and costs on the day of their observations, and it picks observations by
 * their trace. So a window begins a week early and ends after tomorrow, and only days that it can't have cut are carried.
 * Its totals count too few rows: pages are read until one is short. For one thread at a time.
 */
final class MetricsPoll {
    private static final int LIMIT = 100;

    /** Traces that run longer than this lose the cost of their last days, as the service counts it. */
    private static final int LONGEST_TRACE_DAYS = 7;

    private final AnalyticsClient analytics;
    private final KeyPair keys;
    private final Outbox outbox;
    private final DailyRevisions revisions;
    private final IngestConfig config;
    private final InstantSource clock;
    private final Due due;

    MetricsPoll(AnalyticsClient analytics, KeyPair keys, Outbox outbox, IngestConfig config, InstantSource clock) {
        this.analytics = analytics;
        this.keys = keys;
        this.outbox = outbox;
        this.revisions = new DailyRevisions(outbox, clock);
        this.config = config;
        this.clock = clock;
        this.due = new Due(LookbackLevel.everyMetrics(config));
    }

    void runIfDue() {
        Instant now = clock.instant();
        if (!due.at(now)) {
            return;
        }
        due.doneAt(now);
        LocalDate first = outbox.position().metricsFrom();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        try {
            read(first, today);
            LocalDate changeable = today.minusDays(config.lookback().toDays() + 2);
            if (changeable.isAfter(first)) {
                outbox.moveTo(outbox.position().withMetricsFrom(changeable));
            }
        } finally {
            outbox.flush();
        }
    }

    private void read(LocalDate first, LocalDate today) {
        Instant from = midnight(first.minusDays(LONGEST_TRACE_DAYS));
        Instant to = midnight(today.plusDays(2));
        Page<DayRow> page;
        int number = 1;
        do {
            page = analytics.dailyMetrics(
                    keys, new DailyMetricsQuery(from, to, number++, LIMIT, null, null, List.of(), List.of()));
            revisions.add(page, first);
        } while (page.rows().size() >= full(page));
    }

    private static int full(Page<DayRow> page) {
        Integer understood = page.limit();
        return understood == null || understood < 1 ? LIMIT : Math.min(LIMIT, understood);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
