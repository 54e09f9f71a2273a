package io.tracelake.app.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ViewsTest {
    private static final String USAGE = "[{'model': 'm', 'input_usage': 1, 'output_usage': 2, 'total_usage': 3,"
            + " 'count_traces': 4, 'count_observations': 5, 'total_cost': 0.5}]";

    @TempDir
    Path lake;

    private Connection duckdb;

    @BeforeEach
    void open() throws SQLException {
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
    }

    @AfterEach
    void close() throws SQLException {
        duckdb.close();
    }

    @Test
    void keepsTheNewestRevisionOfEachKeyInDuckdb() throws Exception {
        write("traces", "project_id, trace_id, revision", "('p', 'a', 1), ('p', 'a', 2), ('p', 'b', 1), ('q', 'a', 1)");
        write("daily_metrics", "project_id, day, tag, revision, usage", """
                ('p', DATE '2026-03-01', NULL, 1, []), ('p', DATE '2026-03-01', NULL, 2, %s),
                ('p', DATE '2026-03-01', 'x', 1, [])""".formatted(USAGE));
        write("projects", "project_id, revision", "('p', 1), ('p', 3)");
        write("dead_letters", "project_id", "('p'), ('p')");

        execute(Views.of(Dialect.DUCKDB, lake));

        assertThat(rows("SELECT project_id || trace_id || revision FROM traces_current ORDER BY ALL"))
                .containsExactly("pa2", "pb1", "qa1");
        assertThat(rows("SELECT count(*) FROM daily_metrics_current")).containsExactly("2");
        assertThat(rows("SELECT model || total_usage || total_cost FROM daily_model_usage"))
                .containsExactly("m30.5");
        assertThat(rows("SELECT revision FROM projects_current")).containsExactly("3");
        assertThat(rows("SELECT count(*) FROM dead_letters")).containsExactly("2");
    }

    @Test
    void keepsTheNewestRevisionOfEachScopeAndWindowAlsoWhereTheTagIsNull() throws Exception {
        for (var table : List.of("usage_hourly", "usage_daily")) {
            write(table, "project_id, scope, tag, window_start, revision, traces", """
                    ('p', 'PROJECT', NULL, TIMESTAMP '2026-03-01', 1, 1), ('p', 'PROJECT', NULL, TIMESTAMP '2026-03-01', 2, 3),
                    ('p', 'UNTAGGED', NULL, TIMESTAMP '2026-03-01', 1, 1), ('p', 'TAG', '', TIMESTAMP '2026-03-01', 1, 4),
                    ('p', 'TAG', 'x', TIMESTAMP '2026-03-01', 10, 2), ('p', 'TAG', 'x', TIMESTAMP '2026-03-01', 9, 7),
                    ('p', 'PROJECT', NULL, TIMESTAMP '2026-03-02', 1, 5), ('q', 'PROJECT', NULL, TIMESTAMP '2026-03-01', 1, 6)""");
        }

        execute(Views.of(Dialect.DUCKDB, lake));

        for (var view : List.of("usage_hourly_current", "usage_daily_current")) {
            assertThat(rows("SELECT concat_ws(' ', project_id, scope, coalesce(tag, 'null'), day(window_start), traces)"
                            + " FROM " + view + " ORDER BY traces"))
                    .containsExactly(
                            "p UNTAGGED null 1 1",
                            "p TAG x 1 2",
                            "p PROJECT null 1 3",
                            "p TAG  1 4",
                            "p PROJECT null 2 5",
                            "q PROJECT null 1 6");
        }
    }

    @Test
    void keepsTheNewestMetricsOfAllTracesAndOfEachTagApart() throws Exception {
        write("daily_metrics", "project_id, day, tag, revision, usage", """
                ('p', DATE '2026-03-01', NULL, 2, %1$s), ('p', DATE '2026-03-01', NULL, 1, []),
                ('p', DATE '2026-03-01', 'x', 1, %1$s), ('p', DATE '2026-03-01', 'x', 2, []),
                ('p', DATE '2026-03-01', '', 1, %1$s), ('p', DATE '2026-03-02', NULL, 1, [])""".formatted(USAGE));

        execute(Views.of(Dialect.DUCKDB, lake));

        assertThat(rows("SELECT concat_ws(' ', coalesce(tag, 'null'), day(day), revision) FROM daily_metrics_current"
                        + " ORDER BY day, tag NULLS FIRST"))
                .containsExactly("null 1 2", " 1 1", "x 1 2", "null 2 1");
        assertThat(
                        rows(
                                "SELECT concat_ws(' ', coalesce(tag, 'null'), model) FROM daily_model_usage ORDER BY tag NULLS FIRST"))
                .containsExactly("null m", " m");
    }

    @Test
    void keepsTheNewestRevisionOfEachMemberAndKeyAlsoOfThoseThatAreGone() throws Exception {
        write("members", "project_id, user_id, access, revision", """
                ('p', 'u', 'active', 1), ('p', 'u', 'removed', 2), ('p', 'v', 'active', 1), ('q', 'u', 'active', 1)""");
        write(
                "api_keys",
                "project_id, api_key_id, status, revision",
                "('p', 'k', 'deleted', 10), ('p', 'k', 'active', 9)");
        write("llm_api_keys", "project_id, llm_api_key_id, revision", "('p', 'l', 1), ('p', 'l', 2), ('p', 'm', 1)");

        execute(Views.of(Dialect.DUCKDB, lake));

        assertThat(rows("SELECT concat_ws(' ', project_id, user_id, access) FROM members_current ORDER BY ALL"))
                .containsExactly("p u removed", "p v active", "q u active");
        assertThat(rows("SELECT status FROM api_keys_current")).containsExactly("deleted");
        assertThat(rows("SELECT llm_api_key_id || revision FROM llm_api_keys_current ORDER BY ALL"))
                .containsExactly("l2", "m1");
    }

    @Test
    void leavesOutTablesWithoutAFile() throws Exception {
        write("projects", "project_id, revision", "('p', 1)");
        var script = Views.of(Dialect.DUCKDB, lake);
        assertThat(script).contains("-- traces: no file in the lake yet");
        execute(script);
        assertThat(rows("SELECT count(*) FROM projects_current")).containsExactly("1");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void carriesAPathWithAQuoteAndAllColumns(Dialect dialect) throws Exception {
        lake = Files.createDirectory(lake.resolve("it's"));
        write("traces", "project_id, trace_id, revision", "('p', 'a', 1)");
        var script = Views.of(dialect, lake);
        assertThat(script).contains("CREATE OR REPLACE VIEW traces_current");
        if (dialect == Dialect.TRINO) {
            assertThat(script).contains("VIEW members_current", "VIEW api_keys_current", "VIEW llm_api_keys_current");
        }
        for (var column : LakeTable.ALL.getFirst().columns()) {
            assertThat(script).contains(dialect.name(column));
        }
        if (dialect == Dialect.DUCKDB) {
            execute(script);
        }
    }

    /** Trino isn't at hand; what it shares with DuckDB's SQL is run there, over tables instead of files. */
    @Test
    void keepsTheNewestRevisionInStandardSql() throws Exception {
        var table = LakeTable.ALL.getFirst();
        execute("CREATE TABLE traces (" + columns(table) + ")");
        execute("INSERT INTO traces (project_id, trace_id, revision) VALUES ('p', 'a', '1'), ('p', 'a', '2')");
        var statement = Stream.of(Views.of(Dialect.TRINO, lake).split(";\n", -1))
                .filter(text -> text.contains("VIEW traces_current"))
                .collect(Collectors.joining());
        execute(statement);
        assertThat(rows("SELECT revision FROM traces_current")).containsExactly("2");
    }

    /** One file of a table, its other columns null. */
    private void write(String table, String columns, String values) throws Exception {
        var directory = Files.createDirectories(lake.resolve(table + "/date=2026-03-01"));
        var absent = new ArrayList<String>();
        LakeTable.ALL.stream().filter(known -> known.name().equals(table)).forEach(known -> {
            absent.addAll(known.columns());
        });
        absent.removeAll(List.of(columns.split(", ", -1)));
        absent.remove("date");
        execute("COPY (SELECT *, "
                + absent.stream().map(name -> "NULL AS \"" + name + '"').collect(Collectors.joining(", "))
                + " FROM (VALUES " + values + ") AS v(" + columns + ")) TO '"
                + directory.resolve("f.parquet").toString().replace("'", "''") + "' (FORMAT parquet)");
    }

    private static String columns(LakeTable table) {
        return table.columns().stream().map(name -> '"' + name + "\" VARCHAR").collect(Collectors.joining(", "));
    }

    private void execute(String sql) throws SQLException {
        try (var statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        var rows = new ArrayList<String>();
        try (var statement = duckdb.createStatement();
                var result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
