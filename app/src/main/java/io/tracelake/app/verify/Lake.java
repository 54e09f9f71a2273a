package io.tracelake.app.verify;

import io.tracelake.client.analytics.TraceRow;
import io.tracelake.ingester.source.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/**
 * The table {@code traces} of a lake, read by DuckDB: nothing that writes the lake has a part in it. Sees published files
 * only. Rows are streamed, so memory doesn't grow with them. For one thread.
 */
final class Lake implements AutoCloseable {
    private final Path path;
    private final Window window;
    private final Connection duckdb;
    private final boolean empty;

    /** What is done with a row. */
    @FunctionalInterface
    interface Rows {
        void row(TraceRow trace, int revision, LocalDate day);
    }

    private Lake(Path path, Window window, Connection duckdb, boolean empty) {
        this.path = path;
        this.window = window;
        this.duckdb = duckdb;
        this.empty = empty;
    }

    /**
     * The traces of a window.
     *
     * @throws LakeUnreadableException if that isn't possible
     */
    static Lake open(Path path, Window window) {
        var properties = new Properties();
        properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        try {
            boolean empty = new LakeFiles(path).none("traces");
            var duckdb = DriverManager.getConnection("jdbc:duckdb:", properties);
            try (var statement = duckdb.createStatement()) {
                statement.execute("SET preserve_insertion_order = false");
                statement.execute("SET parquet_metadata_cache = true");
                statement.execute(
                        "SET temp_directory = '" + LakeFiles.quoted(System.getProperty("java.io.tmpdir")) + "'");
            }
            return new Lake(path, window, duckdb, empty);
        } catch (SQLException | IOException e) {
            throw new LakeUnreadableException(path, e);
        }
    }

    /** Every revision of a project's traces in the window, in no order. */
    void traces(String projectId, Rows rows) {
        read(LakeRow.COLUMNS + from() + inside(), projectId, List.of(), rows);
    }

    /** Every revision of these traces, whatever their time. */
    void anywhere(String projectId, List<String> traceIds, Rows rows) {
        String wanted = " WHERE project_id = ? AND trace_id IN (SELECT unnest(?::VARCHAR[]))";
        read(LakeRow.COLUMNS + from() + wanted, projectId, traceIds, rows);
    }

    /** How many revisions the window holds more than once, for each day that has any. */
    Map<LocalDate, Long> doubled(String projectId) {
        var doubled = new HashMap<LocalDate, Long>();
        if (empty) {
            return doubled;
        }
        String sql = "SELECT epoch_ms(day::TIMESTAMP) // 86400000, count(*) FROM (SELECT min(date) AS day" + from()
                + inside() + " GROUP BY trace_id, revision HAVING count(*) > 1) GROUP BY day";
        try (var statement = prepare(sql, projectId);
                var result = statement.executeQuery()) {
            while (result.next()) {
                doubled.put(LocalDate.ofEpochDay(result.getLong(1)), result.getLong(2));
            }
            return doubled;
        } catch (SQLException e) {
            throw new LakeUnreadableException(path, e);
        }
    }

    private void read(String sql, String projectId, List<String> traceIds, Rows rows) {
        if (empty) {
            return;
        }
        try (var statement = prepare("SELECT " + sql, projectId)) {
            if (!traceIds.isEmpty()) {
                statement.setArray(2, duckdb.createArrayOf("VARCHAR", traceIds.toArray()));
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.row(LakeRow.trace(result), LakeRow.revision(result), LakeRow.day(result));
                }
            }
        } catch (SQLException e) {
            throw new LakeUnreadableException(path, e);
        }
    }

    private PreparedStatement prepare(String sql, String projectId) throws SQLException {
        var statement = duckdb.prepareStatement(sql);
        statement.setString(1, projectId);
        return statement;
    }

    private String from() {
        return " FROM " + new LakeFiles(path).scan("traces");
    }

    private String inside() {
        return " WHERE project_id = ? AND date BETWEEN DATE '%s' AND DATE '%s'"
                        .formatted(Days.first(window), Days.last(window))
                + " AND epoch_us(timestamp) >= %d AND epoch_us(timestamp) < %d"
                        .formatted(TraceState.micros(window.from()), TraceState.micros(window.to()));
    }

    @Override
    public void close() {
        try {
            duckdb.close();
        } catch (SQLException e) {
            throw new LakeUnreadableException(path, e);
        }
    }
}
