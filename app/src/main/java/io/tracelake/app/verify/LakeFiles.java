package io.tracelake.app.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The published files of a lake, as DuckDB reads them. */
record LakeFiles(Path lake) {
    /** Whether a table has no file yet. */
    boolean none(String table) throws IOException {
        var directory = lake.resolve(table);
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (var files = Files.walk(directory, 2)) {
            return files.noneMatch(file -> file.toString().endsWith(".parquet"));
        }
    }

    /** The pattern names the partitions, so it can't reach staged files. Brackets take a wildcard for what it is. */
    String scan(String table) {
        String path = quoted(lake.toAbsolutePath().normalize().toString().replaceAll("[\\[*?]", "[$0]"));
        return "read_parquet('" + path + "/" + table
                + "/date=*/*.parquet', hive_partitioning = true, hive_types = {'date': 'DATE'}, union_by_name = true)";
    }

    static String quoted(String text) {
        return text.replace("'", "''");
    }
}
