package io.tracelake.ingester.simulation;

import io.tracelake.client.analytics.DailyMetricsQuery;
import io.tracelake.client.analytics.DayRow;
import io.tracelake.client.analytics.OrderBy;
import io.tracelake.client.analytics.Page;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceQuery;
import io.tracelake.client.analytics.TraceRow;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Traces in memory, listed by the rules of the service: half-open windows, one column of order, ties in any order.
 */
public final class SimulatedService {
    private static final URI SOURCE = URI.create("http://service/api/public/traces");

    private final RandomGenerator random;
    private final List<Row<TraceRow>> rows = new ArrayList<>();
    private int cap = 100;
    private boolean silentCap;
    private UnaryOperator<Page<TraceRow>> distortion = page -> page;
    private int requests;

    public SimulatedService(RandomGenerator random) {
        this.random = random;
    }

    /** Answers at most so many rows a page, and says so or doesn't. */
    public SimulatedService capPagesAt(int rowsOfAPage, boolean silently) {
        cap = rowsOfAPage;
        silentCap = silently;
        return this;
    }

    /** Changes every page on its way out. */
    public void distort(UnaryOperator<Page<TraceRow>> change) {
        distortion = change;
    }

    /** Shows every trace of a page otherwise than it is. */
    public void distortTraces(UnaryOperator<TraceRow> change) {
        distort(page -> new Page<>(
                page.rows().stream().map(row -> distorted(row, change)).toList(),
                page.limit(),
                page.totalItems(),
                page.totalPages(),
                page.source()));
    }

    private static Row<TraceRow> distorted(Row<TraceRow> row, UnaryOperator<TraceRow> change) {
        return row instanceof Row.Valid(var trace) ? new Row.Valid<>(change.apply(trace)) : row;
    }

    public void add(TraceRow trace) {
        rows.add(new Row.Valid<>(trace));
    }

    public void add(Row.Malformed<TraceRow> row) {
        rows.add(row);
    }

    /** Replaces the trace with this id and timestamp. */
    public void update(String id, UnaryOperator<TraceRow> change) {
        rows.replaceAll(row -> row instanceof Row.Valid(var trace) && trace.id().equals(id)
                ? new Row.Valid<>(change.apply(trace))
                : row);
    }

    public List<TraceRow> traces() {
        var traces = new ArrayList<TraceRow>();
        for (Row<TraceRow> row : rows) {
            if (row instanceof Row.Valid(var trace)) {
                traces.add(trace);
            }
        }
        return traces;
    }

    public int requests() {
        return requests;
    }

    public Page<TraceRow> list(TraceQuery query) {
        requests++;
        var matching = new ArrayList<>(rows.stream()
                .filter(row ->
                        !timestamp(row).isBefore(query.from()) && timestamp(row).isBefore(query.to()))
                .toList());
        Collections.shuffle(matching, java.util.Random.from(random));
        matching.sort(
                query.orderBy() == OrderBy.ID_ASC
                        ? Comparator.comparing(SimulatedService::id)
                        : Comparator.comparing(SimulatedService::timestamp));
        int size = Math.min(cap, query.limit());
        int begin = Math.min(matching.size(), (query.page() - 1) * size);
        int end = Math.min(matching.size(), begin + size);
        return distortion.apply(new Page<>(
                matching.subList(begin, end), silentCap ? null : size, (long) matching.size(), null, SOURCE));
    }

    public Row<TraceRow> byId(String id) {
        requests++;
        return rows.stream().filter(row -> id(row).equals(id)).findFirst().orElseThrow();
    }

    /** The figures of each day, newest first. What began in the last two hours of a day costs on the next. */
    public Page<DayRow> days(DailyMetricsQuery query) {
        requests++;
        var days = new TreeMap<LocalDate, DayRow>(Comparator.reverseOrder());
        for (TraceRow trace : traces()) {
            boolean matches = !trace.timestamp().isBefore(query.from())
                    && trace.timestamp().isBefore(query.to())
                    && trace.tags().containsAll(query.tags());
            if (matches) {
                add(days, day(trace.timestamp()), 1, 0, BigDecimal.ZERO);
                add(days, day(trace.timestamp().plus(Duration.ofHours(2))), 0, 1, trace.totalCost());
            }
        }
        var rows = days.values().stream()
                .skip((query.page() - 1L) * query.limit())
                .limit(query.limit())
                .<Row<DayRow>>map(Row.Valid::new)
                .toList();
        return new Page<>(rows, query.limit(), null, null, SOURCE);
    }

    private static void add(
            Map<LocalDate, DayRow> days, LocalDate date, long traces, long observations, @Nullable BigDecimal cost) {
        var more = new DayRow(date, traces, observations, cost, List.of());
        days.merge(
                date,
                more,
                (a, b) -> new DayRow(
                        date,
                        a.countTraces() + b.countTraces(),
                        a.countObservations() + b.countObservations(),
                        Objects.requireNonNull(a.totalCost()).add(Objects.requireNonNull(b.totalCost())),
                        List.of()));
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** The same trace with these tags. */
    public static TraceRow tagged(TraceRow t, List<String> tags) {
        return new TraceRow(
                t.id(),
                t.timestamp(),
                t.name(),
                t.userId(),
                t.sessionId(),
                t.release(),
                t.version(),
                t.environment(),
                tags,
                t.isPublic(),
                t.bookmarked(),
                t.input(),
                t.output(),
                t.metadata(),
                t.latencyMillis(),
                t.totalCost(),
                t.observationIds(),
                t.scoreIds(),
                t.htmlPath(),
                t.externalId(),
                t.projectId(),
                t.createdAt(),
                t.updatedAt(),
                t.extras());
    }

    /** A small trace. */
    public static TraceRow trace(String id, Instant timestamp, String name, @Nullable Instant updatedAt, String cost) {
        return new TraceRow(
                id,
                timestamp,
                name,
                null,
                null,
                null,
                null,
                "default",
                List.of(),
                false,
                false,
                "\"in\"",
                null,
                "{}",
                1000L,
                new BigDecimal(cost).setScale(12),
                List.of(),
                List.of(),
                null,
                null,
                "p",
                updatedAt,
                updatedAt,
                null);
    }

    /** The same trace with another cost, {@code updatedAt} standing still. */
    public static UnaryOperator<TraceRow> cost(String cost) {
        return t -> tagged(trace(t.id(), t.timestamp(), String.valueOf(t.name()), t.updatedAt(), cost), t.tags());
    }

    private static Instant timestamp(Row<TraceRow> row) {
        return switch (row) {
            case Row.Valid(var trace) -> trace.timestamp();
            case Row.Malformed<TraceRow> malformed ->
                malformed.timestamp() == null ? Instant.EPOCH : malformed.timestamp();
        };
    }

    private static String id(Row<TraceRow> row) {
        return switch (row) {
            case Row.Valid(var trace) -> trace.id();
            case Row.Malformed<TraceRow> malformed -> malformed.payload();
        };
    }
}
