package io.tracelake.app.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lake and the tables that DuckDB makes of it. What exceeds {@link #MEMORY} goes to temporary files. For one thread.
 */
final class UsageLake implements AutoCloseable {
    private static final String MEMORY = "1GB";

    private final Path path;
    private final LakeFiles files;
    private final Connection duckdb;

    /** Makes something of a row. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private UsageLake(Path path, Connection duckdb) {
        this.path = path;
        this.files = new LakeFiles(path);
        this.duckdb = duckdb;
    }

    /** @throws LakeUnreadableException as every other method here, if DuckDB or the file system refuses */
    static UsageLake open(Path path) {
        try {
            var lake = new UsageLake(path, DriverManager.getConnection("jdbc:duckdb:"));
            lake.run("SET TimeZone = 'UTC'");
            lake.run("SET preserve_insertion_order = false");
            lake.run("SET memory_limit = '" + MEMORY + "'");
            lake.run("SET temp_directory = '" + LakeFiles.quoted(System.getProperty("java.io.tmpdir")) + "'");
            return lake;
        } catch (SQLException e) {
            throw new LakeUnreadableException(path, e);
        }
    }

    /** What follows FROM: the table's files, or no row at all of these columns if it has none. */
    String table(String name, String columns) {
        try {
            return files.none(name) ? "(SELECT " + columns + " WHERE false)" : files.scan(name);
        } catch (IOException e) {
            throw new LakeUnreadableException(path, e);
        }
    }

    void run(String sql) {
        try (var statement = duckdb.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new LakeUnreadableException(path, e);
        }
    }

    /** Every row of the result, held in memory. */
    <T> List<T> read(String sql, Row<T> row) {
        try (var statement = duckdb.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<T>();
            while (result.next()) {
                rows.add(row.of(result));
            }
            return rows;
        } catch (SQLException e) {
            throw new LakeUnreadableException(path, e);
        }
    }

    long number(String sql) {
        return read(sql, row -> row.getLong(1)).getFirst();
    }

    /** An instant from microseconds; null if there is none. */
    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : TraceState.instant(micros);
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
