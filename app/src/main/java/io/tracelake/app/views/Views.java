package io.tracelake.app.views;

import static java.util.stream.Collectors.joining;

import io.tracelake.schemas.ModelUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;

/**
 * {@code CREATE VIEW} statements over the lake.
 *
 * <p>For DuckDB and Spark there is a view for each table, over its files. Trino reads files through a catalog: there the
 * tables are expected to be known by their names. Each {@code …_current} view keeps the newest revision of each key.
 */
public final class Views {
    private final Dialect dialect;
    private final Path lake;

    private Views(Dialect dialect, Path lake) {
        this.dialect = dialect;
        this.lake = lake.toAbsolutePath().normalize();
    }

    /** Statements in the order in which they build on each other, each ended by a semicolon. */
    public static String of(Dialect dialect, Path lake) {
        return new Views(dialect, lake).script();
    }

    private String script() {
        var script = new StringBuilder();
        if (dialect == Dialect.TRINO) {
            script.append("-- The tables of ").append(lake).append(" are expected in the current schema.\n");
        }
        for (var table : LakeTable.ALL) {
            if (dialect != Dialect.TRINO && hasNoFile(table)) {
                script.append("-- ").append(table.name()).append(": no file in the lake yet, so no view of it\n");
            } else {
                append(script, table);
            }
        }
        return script.toString();
    }

    private void append(StringBuilder script, LakeTable table) {
        if (dialect != Dialect.TRINO) {
            view(script, table.name(), "SELECT * FROM " + files(table));
        }
        if (!table.key().isEmpty()) {
            view(script, table.name() + "_current", newest(table));
        }
        if (table.name().equals("daily_metrics")) {
            view(script, "daily_model_usage", modelUsage());
        }
    }

    private static void view(StringBuilder script, String name, String query) {
        script.append("CREATE OR REPLACE VIEW ")
                .append(name)
                .append(" AS\n")
                .append(query)
                .append(";\n");
    }

    private String files(LakeTable table) {
        var directory = lake.resolve(table.name()).toString();
        return switch (dialect) {
            case DUCKDB ->
                "read_parquet('" + directory.replace("'", "''")
                        + "/*/*.parquet', hive_partitioning = true, union_by_name = true)";
            case SPARK -> "parquet." + dialect.name(directory);
            case TRINO -> table.name();
        };
    }

    private String newest(LakeTable table) {
        var columns = names(table.columns());
        return "SELECT " + columns + "\nFROM (SELECT " + columns + ", row_number() OVER (PARTITION BY "
                + names(table.key()) + " ORDER BY " + dialect.name("revision") + " DESC) AS newest FROM "
                + table.name() + ") AS revisions\nWHERE newest = 1";
    }

    private String modelUsage() {
        var members = ModelUsage.getClassSchema().getFields().stream()
                .map(Schema.Field::name)
                .toList();
        return "SELECT " + names(List.of("project_id", "day", "tag", "revision")) + ", "
                + members.stream().map(member -> "u." + dialect.name(member)).collect(joining(", "))
                + "\nFROM daily_metrics_current\n" + dialect.unnestUsage(names(members));
    }

    private String names(List<String> names) {
        return names.stream().map(dialect::name).collect(joining(", "));
    }

    private boolean hasNoFile(LakeTable table) {
        var directory = lake.resolve(table.name());
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (var files = Files.walk(directory, 2)) {
            return files.noneMatch(file -> file.toString().endsWith(".parquet"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
