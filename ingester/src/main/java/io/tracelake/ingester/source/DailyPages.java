package io.tracelake.ingester.source;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.Page;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The daily metrics of a range of days.
 *
 * <p>The service counts traces on their own day and costs on the day of their observations, and it picks observations by
 * their trace. So a window begins a week early and ends a day late, and only days that it can't have cut may be carried.
 * Its totals count too few rows: pages are read until one is short.
 */
public final class DailyPages {
    /** Traces that run longer than this lose the cost of their last days, as the service counts it. */
    public static final int LONGEST_TRACE_DAYS = 7;

    private static final int LIMIT = 100;

    private DailyPages() {}

    /**
     * Every page of an answer that shows the days from {@code first} to {@code last} in full, and others cut.
     *
     * @param tag whose figures, null for all traces
     */
    public static List<Page<DayRow>> read(
            Function<DailyMetricsQuery, Page<DayRow>> service, LocalDate first, LocalDate last, @Nullable String tag) {
        var pages = new ArrayList<Page<DayRow>>();
        var query = DailyMetricsQuery.window(midnight(first.minusDays(LONGEST_TRACE_DAYS)), midnight(last.plusDays(1)))
                .withLimit(LIMIT)
                .withTags(tag == null ? List.of() : List.of(tag));
        Page<DayRow> before;
        Page<DayRow> page = null;
        do {
            before = page;
            page = service.apply(query.withPage(pages.size() + 1));
            pages.add(page);
        } while (page.rows().size() >= full(page)
                && (before == null || !before.rows().equals(page.rows())));
        return pages;
    }

    private static int full(Page<DayRow> page) {
        Integer understood = page.limit();
        return understood == null || understood < 1 ? LIMIT : Math.min(LIMIT, understood);
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
