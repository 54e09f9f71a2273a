package io.tracelake.app.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lake as a test wants it: Parquet in the sink's layout, written by DuckDB. */
final class WrittenLake {
    final Path path;
    final List<TraceRevision> traces = new ArrayList<>();
    final List<PublishedUsage> usage = new ArrayList<>();
    private final List<String> metrics = new ArrayList<>();
    private final List<String> letters = new ArrayList<>();

    WrittenLake(Path path) {
        this.path = path;
    }

    WrittenLake metrics(
            String project, String day, @Nullable String tag, int revision, long traceCount, BigDecimal cost) {
        metrics.add(
                row(project, LocalDate.parse(day), tag, revision, Instant.parse(day + "T23:00:00Z"), traceCount, cost));
        return this;
    }

    WrittenLake letter(String project, String stream, String reason, String payload) {
        letters.add(row(project, stream, reason, payload, Instant.parse("2026-03-08T00:00:00Z")));
        return this;
    }

    PublishedUsage usage(String table, String scope, @Nullable String tag, String start) {
        return usage.stream()
                .filter(row -> row.is(table, scope, tag, start))
                .findFirst()
                .orElseThrow();
    }

    void write() {
        table(
                "traces",
                "project_id VARCHAR, trace_id VARCHAR, revision INTEGER, observed_at TIMESTAMPTZ, timestamp TIMESTAMPTZ,"
                        + " user_id VARCHAR, session_id VARCHAR, tags VARCHAR[], latency_ms BIGINT,"
                        + " total_cost DECIMAL(18,12)",
                "timestamp",
                traces.stream()
                        .map(t -> row(
                                t.project(),
                                t.id(),
                                t.revision(),
                                t.observed(),
                                t.timestamp(),
                                t.user(),
                                t.session(),
                                t.tags(),
                                t.latency(),
                                t.cost()))
                        .toList());
        for (var name : List.of("usage_hourly", "usage_daily")) {
            table(
                    name,
                    "project_id VARCHAR, scope VARCHAR, tag VARCHAR, window_start TIMESTAMPTZ, traces BIGINT,"
                            + " traces_split DECIMAL(38,12), cost DECIMAL(38,12), cost_split DECIMAL(38,12),"
                            + " latency_count BIGINT, latency_p50_ms DOUBLE, latency_p90_ms DOUBLE,"
                            + " latency_p95_ms DOUBLE, latency_p99_ms DOUBLE, latency_max_ms DOUBLE, users BIGINT,"
                            + " sessions BIGINT, revision INTEGER, observed_at TIMESTAMPTZ",
                    "window_start",
                    usage.stream()
                            .filter(row -> row.table.equals(name))
                            .map(row -> row(Stream.concat(
                                            Stream.of(row.project, row.scope, row.tag, row.start),
                                            row.columns.values().stream())
                                    .toArray()))
                            .toList());
        }
        table(
                "daily_metrics",
                "project_id VARCHAR, day DATE, tag VARCHAR, revision INTEGER, observed_at TIMESTAMPTZ,"
                        + " count_traces BIGINT, total_cost DECIMAL(38,12)",
                "day",
                metrics);
        table(
                "dead_letters",
                "project_id VARCHAR, stream VARCHAR, reason VARCHAR, payload VARCHAR, observed_at TIMESTAMPTZ",
                "observed_at",
                letters);
    }

    private void table(String name, String columns, String day, List<String> rows) {
        remove(path.resolve(name));
        if (rows.isEmpty()) {
            return;
        }
        try (var duckdb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckdb.createStatement()) {
            Files.createDirectories(path.resolve(name));
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute("CREATE TABLE t (" + columns + ")");
            for (int i = 0; i < rows.size(); i += 1_000) {
                statement.execute("INSERT INTO t VALUES "
                        + String.join(", ", rows.subList(i, Math.min(rows.size(), i + 1_000))));
            }
            statement.execute("COPY (SELECT *, CAST(" + day + " AS DATE) AS date FROM t) TO '"
                    + path.resolve(name).toString().replace("'", "''")
                    + "' (FORMAT parquet, PARTITION_BY (date), OVERWRITE_OR_IGNORE)");
        } catch (SQLException e) {
            throw new AssertionError(name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) {
        try (var files = Files.exists(directory) ? Files.walk(directory) : Stream.<Path>empty()) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(@Nullable Object... values) {
        return Stream.of(values).map(WrittenLake::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case BigDecimal number -> number.toPlainString();
            case Double number -> number + "::DOUBLE";
            case Number number -> number.toString();
            case List<?> texts ->
                texts.stream().map(WrittenLake::literal).collect(Collectors.joining(", ", "[", "]::VARCHAR[]"));
            default -> '\'' + value.toString().replace("'", "''") + '\'';
        };
    }
}
