package io.tracelake.bench.yardstick;

import io.tracelake.bench.process.Usage;
import io.tracelake.bench.report.Measured;
import io.tracelake.bench.report.Meter;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * DuckDB reads JSON lines and writes one sorted Parquet table with the columns of the lake, on two threads:
 * {@code Yardstick <directory of the lines> <table to write> <traces>}.
 */
public final class Yardstick {

    private Yardstick() {}

    public static void main(String[] args) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET TimeZone = 'UTC'");
            var meter = Meter.start();
            statement.execute(copy(args[0], args[1]));
            Measured measured = meter.stop(Long.parseLong(args[2]));
            System.out.println("peak " + Usage.peakRss(ProcessHandle.current().pid()));
            System.out.println(measured.line());
        }
    }

    private static String copy(String lines, String table) {
        return """
            COPY (
                SELECT projectId AS project_id, id AS trace_id, 1::INTEGER AS revision, now() AS observed_at,
                    "timestamp", name, userId AS user_id, sessionId AS session_id, release, version, environment, tags,
                    "public", bookmarked, input::VARCHAR AS input, output::VARCHAR AS output,
                    metadata::VARCHAR AS metadata, (latency * 1000)::BIGINT AS latency_ms, totalCost AS total_cost,
                    observations AS observation_ids, scores AS score_ids, htmlPath AS html_path,
                    externalId AS external_id, createdAt AS created_at, updatedAt AS updated_at,
                    NULL::VARCHAR AS extras
                FROM read_json('%s/traces-*.jsonl', format = 'newline_delimited', columns = {
                    projectId: 'VARCHAR', id: 'VARCHAR', "timestamp": 'TIMESTAMPTZ', name: 'VARCHAR',
                    userId: 'VARCHAR', sessionId: 'VARCHAR', release: 'VARCHAR', version: 'VARCHAR',
                    environment: 'VARCHAR', tags: 'VARCHAR[]', "public": 'BOOLEAN', bookmarked: 'BOOLEAN',
                    input: 'JSON', output: 'JSON', metadata: 'JSON', latency: 'DOUBLE',
                    totalCost: 'DECIMAL(18,12)', observations: 'VARCHAR[]', scores: 'VARCHAR[]',
                    htmlPath: 'VARCHAR', externalId: 'VARCHAR', createdAt: 'TIMESTAMPTZ', updatedAt: 'TIMESTAMPTZ'})
                ORDER BY project_id, "timestamp"
            ) TO '%s' (FORMAT parquet, COMPRESSION zstd)
            """.formatted(lines, table);
    }
}
