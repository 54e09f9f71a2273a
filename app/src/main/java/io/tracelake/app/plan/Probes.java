package io.tracelake.app.plan;

import io.tracelake.app.service.NamedProject;
import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.FieldGroup;
import io.tracelake.client.analytics.Keep;
import io.tracelake.client.analytics.Overflow;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.quota.Claim;
import io.tracelake.client.quota.Priority;
import io.tracelake.ingester.source.DailyPages;
import io.tracelake.ingester.source.RowSize;
import io.tracelake.ingester.source.Window;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** A few requests to the service that tell what a range of one project holds. */
public final class Probes {
    /** Where pages are looked at follows from this, so that a plan made twice looks at the same ones. */
    private static final long SEED = 20_251_121;

    private static final int PAGES = 2;
    private static final int LIMIT = 100;
    private static final int DAYS_OF_A_PAGE = 100;

    /** Texts are wanted for their length alone. */
    private static final Keep LENGTHS = new Keep(64 << 10, 1 << 10, held -> held <= 64 << 20, Overflow.NOWHERE);

    private final AnalyticsClient analytics;
    private final KeyPair keys;
    private final Window range;
    private final Claim claim;
    private int requests;
    private long rows;
    private long bytes;
    private Duration took = Duration.ZERO;
    private int pages;

    private Probes(AnalyticsClient analytics, KeyPair keys, Window range) {
        this.analytics = analytics;
        this.keys = keys;
        this.range = range;
        this.claim = new Claim(keys.publicKey(), Priority.FRESH);
    }

    /**
     * Asks the service.
     *
     * @throws ServiceException if it can't be asked for traces
     */
    public static ProjectPlan of(NamedProject project, AnalyticsClient analytics, KeyPair keys, Window range) {
        var probes = new Probes(analytics, keys, range);
        long all = probes.count();
        if (all > 0) {
            probes.pages();
        }
        long pages = new Forecast(range, all, probes.days()).pages();
        long days = Duration.between(range.from(), range.to()).toDays() + 1;
        return new ProjectPlan(
                project,
                all,
                pages + 1 + days / DAYS_OF_A_PAGE + 1,
                probes.rows == 0 ? 0 : Math.round((double) probes.bytes / probes.rows * all),
                probes.pages == 0 ? Duration.ZERO : probes.took.dividedBy(probes.pages),
                probes.requests);
    }

    private long count() {
        requests++;
        Page<TraceRow> answer = analytics.traces(
                keys, TraceQuery.window(range.from(), range.to()).withLimit(1).withFields(EnumSet.of(FieldGroup.CORE)));
        Long total = answer.totalItems();
        return total == null ? answer.rows().size() : total;
    }

    private void pages() {
        var random = new SplittableRandom(SEED);
        long millis = range.length().toMillis();
        for (int i = 0; i < PAGES; i++) {
            var from = range.from().plusMillis(random.nextLong(millis * i / PAGES, millis * (i + 1) / PAGES));
            look(new Window(from, range.to()));
        }
        if (rows == 0) {
            look(range);
        }
    }

    private void look(Window window) {
        long begun = System.nanoTime();
        var query = TraceQuery.window(window.from(), window.to()).withLimit(LIMIT);
        var page = analytics.traces(keys, query, claim, LENGTHS);
        took = took.plusNanos(System.nanoTime() - begun);
        requests++;
        pages++;
        rows += page.rows().size();
        bytes += page.rows().stream().mapToLong(RowSize::of).sum();
    }

    /** Days are only the better guess: a plan does without. */
    private Map<LocalDate, Long> days() {
        var days = new HashMap<LocalDate, Long>();
        LocalDate first = LocalDate.ofInstant(range.from(), ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(range.to().minusMillis(1), ZoneOffset.UTC);
        try {
            var answer = DailyPages.read(
                    query -> {
                        requests++;
                        return analytics.dailyMetrics(keys, query);
                    },
                    first,
                    last,
                    null);
            answer.stream().flatMap(page -> page.rows().stream()).forEach(row -> {
                if (row instanceof Row.Valid<DayRow>(var day)) {
                    days.merge(day.date(), day.countTraces(), Math::max);
                }
            });
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException unknown) {
            return Map.of();
        }
        return days;
    }
}
