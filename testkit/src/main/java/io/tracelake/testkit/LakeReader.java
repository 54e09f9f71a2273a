package io.tracelake.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lake's Parquet with DuckDB, which shares no code with what writes it.
 *
 * <p>Values come as DuckDB's driver gives them: {@code java.time} for dates and times, {@code BigDecimal} for decimals,
 * {@code List} and {@code Map} for lists and structs.
 */
public final class LakeReader {
    private LakeReader() {}

    /**
     * Runs a query in which {@code {lake}} stands for the lake's path.
     *
     * @return rows in the query's order, columns by name
     */
    public static List<Map<String, @Nullable Object>> query(Path lake, String sql) {
        var text = sql.replace("{lake}", quoted(lake));
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            // Times with zone print and compare in UTC on every machine.
            statement.execute("SET TimeZone = 'UTC'");
            try (var result = statement.executeQuery(text)) {
                return rows(result);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(text, e);
        }
    }

    /** Rows of one table; {@code tail} follows the FROM clause. Empty as long as the table has no file. */
    public static List<Map<String, @Nullable Object>> table(Path lake, String table, String tail) {
        return files(lake, table).isEmpty() ? List.of() : query(lake, "SELECT * FROM " + scan(table) + ' ' + tail);
    }

    public static List<Map<String, @Nullable Object>> table(Path lake, String table) {
        return table(lake, table, "");
    }

    /** Rows of a table; 0 as long as it has no file. */
    public static long count(Path lake, String table) {
        if (files(lake, table).isEmpty()) {
            return 0;
        }
        var row = query(lake, "SELECT count(*) AS rows FROM " + scan(table)).getFirst();
        return Long.parseLong(String.valueOf(row.get("rows")));
    }

    /** The SQL that reads every published file of a table. */
    public static String scan(String table) {
        return "read_parquet('{lake}/" + table + "/*/*.parquet', hive_partitioning=true, union_by_name=true)";
    }

    /** Published files of a table, by path. */
    public static List<Path> files(Path lake, String table) {
        var directory = lake.resolve(table);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        var parquet = FileSystems.getDefault().getPathMatcher("glob:**.parquet");
        try (var files = Files.walk(directory, 2)) {
            return files.filter(parquet::matches).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(Path lake) {
        return lake.toAbsolutePath().toString().replace("'", "''");
    }

    private static List<Map<String, @Nullable Object>> rows(ResultSet result) throws SQLException {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        var columns = result.getMetaData();
        while (result.next()) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                row.put(columns.getColumnLabel(i), LakeValue.of(result.getObject(i)));
            }
            rows.add(row);
        }
        return rows;
    }
}
